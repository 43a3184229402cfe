"""Hold the plain English that people put around a question, and that names nothing measured.

A word stands here where no measure of any council service would lose its sense without it: words
of asking, showing, thinking and comparing, of degree, of chat and of meetings. An edition that has
one in a measure's name still goes by it (matching.py).
"""

PLAIN = frozenset(
    """
    above abruptly absolutely abt accordingly acronym acronyms across actuality additionally
    admittedly advise afaik afterward afterwards again agenda agendas ages ah aha ahead ahem ahh
    aint aka alarming alarmingly alas albeit alike almost alongside alright alrighty alter altered
    altering alters altho altogether amazed amazing amazingly amid among amongst analyse analysed
    analyses analysing analysis analyze analyzed analyzes analyzing anecdotally angle angles annex
    answer answers anybody anyhoo anyhow anymore anyones anyplace anytime anyway anyways anywhere
    apologise apologises apologising apologize apologizing apparent apparently appear appearing
    appears appendices appendix appreciate appreciated appreciates appreciating approx approximate
    approximately argh arguable arguably argue argued argues arguing asap ascertain ascertained
    ascertaining ascertains aside asked asker askin asking asks aspect aspects assume assumed
    assumes assuming assumption assumptions astonished astonishing astonishingly astounding
    astoundingly attribute attributes awesome awful awfully awhile aye backwards baddish badly
    baffled baffling bah ballpark barely baseless basically basicly basis bcos bcoz became become
    becomes becoming becos becoz beforehand begin beginning begins behalf behold bein believe
    believed believes believing below benchmark benchmarked benchmarking benchmarks besides beyond
    bigger biggest biggish bingo bits bitsy bitty bizarre bla blah blahblah blank blatant bleak
    blimey blip blips bloody blooming bluntly board boast boasting boasts bonkers boo bother
    bothered bothering bothers bottom bottommost bounce bounced bounces bouncing box brag bragging
    brags brainstorm brainstorming brb briefing briefings briefly brill brilliant bring bringing
    brings bro broadly browse browses browsing bruv btw bulletpoint bunch bye byebye bygone
    calculate calculated calculates calculating calculation calculations call called cannot
    carefully casually catchup certain certainly certainty chair chairing chairman chairperson
    chairwoman chance chances chart charts chatting cheekily cheeky cheerio chiefly chuck chucking
    chucks chum chums chunk chunks ciao cite cited cites citing clarification clarified clarifies
    clarify clarifying cld clearer clever click clicked clicking climb climbed climbs cllr cllrs
    closely clue clues coincide coincided coincidence coincidentally coincides coinciding colleague
    colleagues collectively colossal column columns combine combines comeback comin committee
    committees commonly comparable comparably comparative comparatively comparator comparators
    compare compares comparing comparison comparisons completely comprehend comprehending
    comprehends comprehensible comprise comprises comprising compute computed computes conceivable
    conceivably concept concepts concerning concerningly concisely conclude concludes concluding
    conclusion conclusions confirm confirming confirms confuse confuses confusing confusingly
    congrats congratulations cons consequence consequences consequently consider considerable
    considerably considering considers consist consisting consists constitute constitutes
    constituting contain containing contains contemplate contemplates contemplating context
    contexts contrast contrasted contrasting contrasts conundrum converge converged converges
    converging conversely convincingly correspond corresponded corresponding corresponds cos coulda
    couldntve councillor councillors countless cover covered covering covers coz crazy creep
    creeping creeps crept crikey crucial crucially crunch crunched crunches crunching crux cud
    curious curiously curtly cus cute cuz daft dammit damn damned dandy dare dared darent dares
    daring darn darned dashboard dashboards datapoint datapoints dearest debatable debrief decide
    decidedly decides deciding decimal decimals decline declines decrease decreased decreases
    decreasing decreasingly deduce deduced deduces deducing deem deemed deeming deems deepdive
    deeply deffo definately define defined defines defining definite definitely definition
    definitions defo demonstrate demonstrates demonstrating denote denoted denotes denoting depend
    depending depends depict depicted depicting depicts describe described describes describing
    despite detail detailed detailing details deteriorate diagram diagrams differ differed
    difference differences different differently differing differs dip dipped dipping dips dire
    direction directions disappointed disappointing disappointingly discuss discussed discusses
    discussing discussion discussions dislike dislikes dismal display displayed displaying
    dissimilar distinctly ditto diverge diverged diverges diverging divulge divulged divulges
    divulging dodgy doin dollop doodah doubly doubt doubted doubtful doubting doubtless doubts
    downside downturn downward downwards dramatic dramatically drastic drastically dreadful dubious
    dude dudes duh dull dunno duper dwarfed dwindle dwindled dwindles dwindling eager eagerly
    earlier easier easily edged edging effectively effortlessly eg elaborate elaborated elaborates
    elaborating elaboration elsewhere embarrassing embarrassingly emphasis emphasise emphasised
    emphasises emphasising emphasize encouraging encouragingly enlighten enlightened enlightening
    enlightens enormous enormously enquire enquired enquires enquiring entire entirely entirety
    epic equally equivalently erm err erratic erstwhile especially essentially esteemed etcetera
    evenly eventually evermore everybody everyones everyplace everything everythings everywhere
    evident evidently exact exaggerate exaggerated exaggerates exaggerating exaggeration example
    examples exceedingly exceptionally exciting excuse exemplar expect expects explain explainable
    explained explainer explaining explains explanation explanations explanatory explicitly explore
    explored explores exploring exponentially extent extents extraordinarily extraordinary
    extremely eyeball eyeballing fab fabulous fact facts factually faff faffing faintly famously
    fancied fancies fancy fantastic fantastically fared faring farther farthest fascinating
    feasible feasibly fella fellas fetch fetched fetches fetching fewest fiddle fiddling figured
    figuring filter filtered filtering filters finally finds finna firmly fishy fittingly flatline
    flatlined flatlining flippin flipping flipside fluctuate fluctuated fluctuates fluctuating
    fluctuation fluctuations fluke folk foolishly footnote footnotes forcefully forever forget
    forgets forgetting forgot forthwith fortunately forward forwards fraction fractions frankly
    freaking freshest freshly frigging fuck fuckin fucking fundamentally funnily funny furthermore
    furthest fuzzy fyi gap gaps gather gathered gathers gauging gave gee generally genuinely gettin
    ghastly gibberish gigantic gist giv giving glad gladly glance glanced glances glancing glaring
    glimpse glimpses glitch glitches gloat gloating gloomy gobbledygook goin golly gonna goodbye
    goodish gorgeous gosh gotcha gotta gotten grab grabbed grabbing grabs gradually graph graphs
    grasp grasped grasping grasps grateful gratefully greatest greatly grew grim grumble grumbling
    guess guessed guesses guessing guesstimate guesswork guestimate guv guys gv hadnt hafta haha
    hahaha handful handily handle handy happenings hardly hastily havin headline headlines headsup
    heaps hears hearsay heatmap heck hed hefty heh hehe hell hella helloo hellooo helo helpful
    helpfully hence henceforth hereabouts hereafter hereby herein heres heretofore hers herself
    heya heyy highish highlight highlighted highlighting highlights highly hii hilarious himself
    hint hinted hinting hints hitherto hiya hm hmm hmmm hmu hon honest honestly hooray hoped
    hopeful hopefully hopes hoping horrendous horrible horribly horrid horrific hover hovered
    hovering hovers howd howdy howll howre howsoever howve huddle huge hugely huh hullo humongous
    hun hunch hurrah hurray hurry hurrying hypothetically icymi idc idea ideally ideas identical
    identically idk ie iffy iirc ikr illuminate illuminating illustrate illustrated illustrates
    illustrating ima imagine imagined imagines imagining imho imma immaterial immeasurably immense
    immensely imo imperceptibly implication implications implicitly implied implies imply implying
    importance important importantly impossible impressed impressive impressively improbable
    improve improves improving in inasmuch incidentally include included includes including
    increase increases increasing increasingly incredible incredibly indeedy indicate indicated
    indicates indicating inevitably inexplicably infer inferior inferred inferring infers
    infinitely infographic infographics inform informing informs inherently init initially inkling
    innit inquire inquired inquires inquiring insanely insight insights insofar instance instant
    instantly instinctively intend intending intends interested interesting interestingly interpret
    interpretation interpreted interpreting interprets intrigued intriguing intriguingly invariably
    ironic ironically irony irregardless irrelevant irrespective ish itd itll itself itty itve
    jargon jeez jk jot jotting judging jump jumped jumps justifies justify justifying k keen keenly
    keeping keynote kinda kindly kindof kinds kk knew knowing knowingly knows kudos lagged largely
    largest lastly latterly laughable leaderboard leap leapfrog leapfrogged leaping leaps leapt
    leastways lemme lest liked likelier likeliest likelihood likely likes likewise liking listen
    listens literally littler littlest lmao lmk loads logically lol longish lookin lookup loosely
    lotta lousy love lovely lowdown lowest lowish lowlier lows luck luckily lucky ludicrous luv m8
    maam madam magically magnitude mainly manifestly manner manners marginal marginally markedly
    marvellous massive massively mate materially mates matey mattered matters meagre meaning
    meaningful meaningless meanings meantime meanwhile measly mediocre meeting mega meh members
    memo memos mention mentioned mentioning mere merely merest messy metric metrics mighta mightily
    mightnt mightve mildly mine miniscule minuscule miraculously misinterpret misinterpreted
    misinterpreting mislead misleading misleadingly misleads misled misread misreading mistaken
    mistakenly mistook misunderstand misunderstanding misunderstands misunderstood mo modestly
    momentarily moments momentum moreover mostest mostly murky musta mustnt mustve myself myth
    myths naff nah named namely names naming natter nattering naturally naw nearer nearest nearly
    neat neatly necessarily necessary needa neednt negligible negligibly nevermind nevertheless
    newest newsworthy ngl nicer nicest nifty nitpick nitpicking nobody nobodys nominally
    nonetheless nonsense nope normally nosedive nosedived nosey nosiness nosy notable notably note
    noted noteworthy noticeable noticeably noticed noticing noting notion notionally notions
    notwithstanding nowadays nuance nuances nudge nudged nudges nudging numerous nutshell nvm
    obliged obvious obviously obviousness obvo obvs occur occurred occurring occurs odd oddities
    oddity oddly oh oi okayy okey okeydokey oki okie okk olden omfg omg oneself onto onward onwards
    oodles ooh ooops oops opposite oppositely ordinarily originally ostensibly otherwise ouch ought
    oughta oughtnt ourselves outdo outdoes outdoing outdone outlier outliers outlining outpace
    outpaced outpaces outpacing outperform outperformed outperforming outperforms outright outstrip
    outstripped outstripping outstrips outta overly overstate overstated overstates overstating
    overtake overtaken overtakes overtook overview overwhelmingly page pages paltry paper papers
    paradox paradoxically pardon particular particularly partway patchy pattern patterns peachy
    peaked peculiar peculiarly peek peeking peeks peep perceptibly perfect perfectly perform
    performs perspective perspectives pertain pertaining pertains peruse perusing phew phrase
    phrased phrases phrasing picture piece pieces pinpoint pinpointed pinpointing pinpoints plain
    plainly plateau plateaued plateauing plateaus plausibility plausible plausibly pleasantly
    pleasee pleaseee pleez plenty plonk plse plummet plummeted plummeting plummets plunge plunged
    plunges plunging plz pointless ponder pondered pondering ponders portray portrayed portraying
    portrays possibilities possibility possibly potentially powerpoint ppt practically precise
    precisely predictably predominantly prefer preferably preferring prefers preposterous presently
    presumably presume presumed presumes presuming primarily principally probable probably probly
    progressively prolly prominently promising promisingly pronto propa proper properly
    proportionally proportionately pros provides pull pulled pulling pulls puny purely purportedly
    purpose purposes puts putting puzzled puzzling puzzlingly quantifiably querying questionable
    questions quibble quibbles quietly quirk quirks quirky quoting r radically ramble rambling
    random randomly ranked ranking rankings rant ranting rapidly rational rationale readily realise
    realised realises realising realistically realize realized realizes realizing reallyy reason
    reasonably reasoning reasons reassure reassures reassuring reassuringly rebound rebounded
    rebounding rebounds recap recapped recapping recaps reckon reckoned reckoning reckons recollect
    recollects reflect reflected reflecting reflects regard regardless regards reiterate reiterated
    reiterates reiterating relate relates relating relatively relevance reliably reluctantly remark
    remarkable remarkably remarked remarking remarks remember remembered remembering remembers
    reminded reminding reminds remotely rephrase rephrased rephrasing reportedly represent
    representing represents resemble resembled resembles resembling respectively restate restated
    restating reveal revealed revealing reveals reword rewording riddle riddles ridiculous
    ridiculously rightio rightly righto risen rocket rocketed rocketing rofl rosier rosy roughish
    roughly roundup row rows rundown sadly sake satisfyingly saw sayin sayso scarcely scenario
    scenarios scorecard scorecards scribble scribbling scroll scrolling scrolls seemed seeming
    seemingly sees sensible sensibly sent several sez shabby shambolic shant sharply sheer sheerly
    sheesh sheet sheets shes shew shifted shld shocked shocking shockingly shortly shoulda shouldnt
    shouldntve shouldve showed showin showing shrank shrink shrinking shrinks shrunk shud sidewards
    sideways sift sifting significantly signifies signify signifying silliest silliness silly
    similar similarities similarity similarly simple simpler simplest simplistic simultaneously
    sincerely sir situations sizable sizeable sizeably skim skimming skims skyrocket skyrocketed
    skyrocketing slid slide slides sliding slump slumped slumping slumps smallest smallish smh
    smidge smidgen smoothly snapshot soar soared soaring soars sofar solely somebody someday
    somehow someone someones someplace somethings sometime someway somewhat somewhen somewhere
    somewheres soo soon sooner soonest soonish sooo soooo sorta sorted sortof sorts soundbite
    soundbites sounded sounding soundly sounds soz sparingly speak speaks specific specifically
    specifics spectacular spectacularly spike spikes splendid spoke spotted spreadsheet
    spreadsheets staggering staggeringly standpoint stark starkly startling statistic statistical
    statistically statistics steadily stealthily steep steeper steepest steeply story straightaway
    straightforward straightforwardly strange strangely strangest strictly striking strikingly
    strong strongest strongly stubbornly stuff stunned stunning stunningly stupid stupidly
    subcommittee subsequently substantial substantially subtly subtract subtracted subtracting
    subtracts successively suddenly sufficiently suggest suggested suggesting suggests summaries
    summarily summarise summarised summarises summarising summarize summarized summarizes
    summarizing summary superb superbly superficially superior suppose supposed supposedly supposes
    supposing surely surged surging surprise surprised surprises surprising surprisingly surreal
    swiftly swung synonym synonyms table tad tada tag tagged taking talked talkin tallied tallies
    tally tangibly tata tbf tbh teeny tellin telling tellingly tells tend tended tendencies
    tendency tending tends tentatively terminology terrible terribly terrific thanked thankful
    thankfully thanking thankss thanku thankyou thanx thatd thatll thatve thee theirs theme themes
    themselves thence theoretically thereabouts thereafter thereby thered therefore therein therell
    thereof therere theyd theyll theyve thingamajig thingies thingummy thingy thinkin thinking
    thinks thnx tho thorough thoroughly thou thought thoughts throughout thru thus thy tinier
    tiniest tiny tis titchy tldr tnx toggle toggled toggles toggling tolerably toodle took tooltip
    top topic topics topmost totals totes totting touche trajectories trajectory tremendous
    tremendously trend trended trending trendline trends trickier tricky tried tries trivial
    trivially true truly truth truthful truthfully try tryin tryna ttyl twas typical typically tysm
    u ugh uh ultimately um umm umpteen unaware unbelievable unbelievably uncanny uncertain
    uncertainty uncommon uncommonly undeniably underperform underperformed underperforming
    underperforms understand understandable understandably understands understate understated
    understatement understates understating understood undoubtedly unduly unexpectedly unfortunate
    unfortunately uniformly unimportant unimpressive unless unlike unlikely unlucky unnecessary
    unquestionably unreal unsure unsurprising unsurprisingly unusual unusually updating upshot
    upside upswing uptick upturn upward upwardly upwards ur urs useful usefully useless usually
    utter utterly vague vaguely validated varied varies variety various vary varying vast vastly
    verifies verify verifying verrry version versions versus viewpoint viewpoints visibly vividly
    voila vs waaay wacky waffle waffling wanna wanting wat wats ways weeny weird weirder weirdest
    weirdly weirdness wen werent whack whatcha whatchamacallit whatd whatevs whatll whatnot whatre
    whatsis whatsit whatsoever whatt whatve whence whend whenever whenll whens wher whereabouts
    whereas whereby whered wherefore wherein whereof wherere wheres whereto whereupon wherever
    whichever whichs whiles whilst whither whoa whod whoever wholl wholly whomever whoops whopping
    whove whyd whyre whys whyve wich wildly wished wishing wld wonder wondered wonderful
    wonderfully wonderin wondering wonders wondrous woo woohoo worded wording worksheet worksheets
    worrying worryingly worsen worsened worsening worsens worser worst worsted worstest worth
    worthless worthy wot wotcha wots woulda wouldnt wouldntve wouldve wow wrt wtf wth wud y yada
    yadda yah yall yallve yardstick yay ye yea yeah yeahh yeh yep yer yess yessir yesss yikes
    yonder yonks yore youd youll youre yourself yourselves youve yoyo yup yw zigzag zoom zoomed
    zooming zooms
    """.split()  # noqa: SIM905 - read as words, not as a list of strings
)
