"""Say how a person tells their machine to trust the authority that `kpi certificate` made."""

from pathlib import Path

from cryptography.x509.oid import NameOID

from excel_addin.certificate import Made, read

HOW = """\
On Windows
  1. Open the file {authority} with a double click, and choose "Install Certificate...".
  2. Choose "Current User", then "Place all certificates in the following store", "Browse...",
     and "Trusted Root Certification Authorities". Choose "Next", "Finish" and, when asked, "Yes".
  3. Close Excel and start it again.

On a Mac
  1. Open the file {authority} with a double click: Keychain Access opens and takes it up.
  2. Find "{title}" there, open it with a double click, open "Trust", and choose
     "Always Trust" beside "When using this certificate". Close the window; type your password.
  3. Close Excel and start it again.

On Linux (Excel on the web, in a browser)
  1. For the system: sudo cp '{authority}' /usr/local/share/ca-certificates/council-kpis.crt
     and then: sudo update-ca-certificates
  2. For the browser, which may keep a list of its own: in its settings look for "certificates",
     choose "Authorities", "Import", the same file, and trust it to identify websites.
"""


def said(made: Made) -> str:
    """What `kpi certificate` prints: what there is now, until when, and what to do with it."""
    held = made.held
    lines = [
        f"A certificate for {', '.join(held.names)} is in {held.server}",
        f"It is good until {held.until}; 'kpi certificate --renew' makes the next one.",
    ]
    if not made.trust_anew:
        lines.append("The authority is the one it was: a machine that trusts it has no more to do.")
        return "\n".join(lines)
    lines += [
        "Excel loads the add-in once the machine trusts the authority that vouches for it. It can",
        "vouch for these names and no others. Do this once, on each machine that Excel runs on:",
        "",
        how(held.authority),
        "Then start 'kpi up' or 'kpi addin' again: it serves HTTPS, and says so.",
    ]
    return "\n".join(lines)


def how(authority: Path) -> str:
    """How to trust *authority* on each system, which shows it by its title."""
    title = read(authority).subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    return HOW.format(authority=authority, title=title)
