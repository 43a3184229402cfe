// How to ask in a cell: the words stand in the page already (templates/formulas.html).

export const formulas = {
  name: "formulas",
  tab: "Formulas",
  show: () => [...document.getElementById("formulas").content.cloneNode(true).children],
};
