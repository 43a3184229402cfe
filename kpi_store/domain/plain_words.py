"""Hold the plain English that people put around a question, and that names nothing measured.

A word stands here where no measure of any council service would lose its sense without it: words
of asking, showing, thinking and comparing, of degree, of chat and of meetings. An edition that has
one in a measure's name still goes by it (matching.py).
"""

PLAIN = frozenset(
    """
    able above abruptly absolute absolutely abt accordingly accurate achieve achieved achieves
    achieving acronym acronyms across actuality added adding additionally adds admittedly advise
    afaik afford afraid afterward afterwards again agenda agendas ages ah aha ahead ahem ahh aint
    aka alarming alarmingly alas albeit alike almost alongside alright alrighty alter altered
    altering alters altho altogether amazed amazing amazingly amid among amongst amount amounts
    analyse analysed analyses analysing analysis analyze analyzed analyzes analyzing anecdotally
    angle angles annex announce announced annoyed annoying answer answers anybody anyhoo anyhow
    anymore anyones anyplace anytime anyway anyways anywhere apologies apologise apologises
    apologising apologize apologizing apology apparent apparently appear appearing appears
    appendices appendix appreciate appreciated appreciates appreciating approx approximate
    approximately argh arguable arguably argue argued argues arguing argument arguments article asap
    ascertain ascertained ascertaining ascertains aside asked asker askin asking asks aspect aspects
    assume assumed assumes assuming assumption assumptions assure assured astonished astonishing
    astonishingly astounding astoundingly attention attitude attribute attributes automatically
    aware awesome awful awfully awhile awkward aye backwards baddish badly baffled baffling bah
    ballpark barely baseless basically basicly basis bcos bcoz bearing beautiful became become
    becomes becoming becos becoz beforehand begin beginning begins begs behalf behaving behold bein
    believe believed believes believing below benchmark benchmarked benchmarking benchmarks besides
    between beyond bigger biggest biggish bingo bits bitsy bitty bizarre bla blah blahblah blame
    blank blatant bleak blimey blip blips bloody blooming bluntly board boast boasting boasts
    bonkers boo borough bother bothered bothering bothers bottom bottommost bounce bounced bounces
    bouncing box brag bragging brags brainstorm brainstorming brb breath briefing briefings briefly
    brill brilliant bring bringing brings bro broadly browse browses browsing bruv btw bulletpoint
    bunch bye byebye bygone calculate calculated calculates calculating calculation calculations
    call called cannot capable carefully casually catchup certain certainly certainty chair chairing
    chairman chairperson chairwoman chance chances chart charts chasing chatting cheekily cheeky
    cheerio chiefly choose chooses choosing chosen chuck chucking chucks chum chums chunk chunks
    ciao circulating cite cited cites citing clarification clarified clarifies clarify clarifying
    cld clear cleared clearer clearing clears clever click clicked clicking climb climbed climbing
    climbs cllr cllrs closely clue clues cohort cohorts coincide coincided coincidence
    coincidentally coincides coinciding colleague colleagues collectively colossal column columns
    combine combines comeback comfortable comfortably comin committee committees commonly comparable
    comparably comparative comparatively comparator comparators compare compares comparing
    comparison comparisons completely complicated comprehend comprehending comprehends
    comprehensible comprise comprises comprising compute computed computes conceivable conceivably
    concept concepts concerning concerningly concisely conclude concludes concluding conclusion
    conclusions confidence confident confidently confirm confirming confirms confuse confuses
    confusing confusingly congrats congratulations cons consequence consequences consequently
    consider considerable considerably considering considers consist consistently consisting
    consists constant constantly constituency constituent constituents constitute constitutes
    constituting contain containing contains contemplate contemplates contemplating context contexts
    contrast contrasted contrasting contrasts conundrum converge converged converges converging
    conversation conversations conversely convincingly correctly correspond corresponded
    corresponding corresponds cos coulda couldntve councillor councillors countless cover covered
    covering covers coz crazy creep creeping creeps crept crikey critical crucial crucially crunch
    crunched crunches crunching crux cud curiosity curious curiously curtly cus cute cuz daft dammit
    damn damned dandy dare dared darent dares daring darn darned dashboard dashboards datapoint
    datapoints daunting dearest debatable debate debated debrief decide decidedly decides deciding
    decimal decimals decline declines decrease decreased decreases decreasing decreasingly deduce
    deduced deduces deducing deem deemed deeming deems deepdive deeply deffo definately define
    defined defines defining definite definitely definition definitions defo demonstrate
    demonstrates demonstrating denote denoted denotes denoting depend depending depends depict
    depicted depicting depicts describe described describes describing desperate despite detail
    detailed detailing details deteriorate determine determined determines determining diagram
    diagrams differ differed difference differences different differently differing differs
    difficult digits dip dipped dipping dips dire direction directions disappointed disappointing
    disappointingly discover discovered discovering discovers discuss discussed discusses discussing
    discussion discussions dislike dislikes dismal display displayed displaying dissimilar
    distinctly ditto diverge diverged diverges diverging divulge divulged divulges divulging dodgy
    doin dollop doodah doomed doubly doubt doubted doubtful doubting doubtless doubts downside
    downturn downward downwards dozen dozens dramatic dramatically drastic drastically draw drawing
    drawn dreadful driven driving dubious dude dudes duh dull dunno duper during dwarfed dwindle
    dwindled dwindles dwindling eager eagerly earlier ease easier easily easy edged edging effect
    effective effectively effects effort effortlessly efforts eg eh elaborate elaborated elaborates
    elaborating elaboration element elements elsewhere em embarrassing embarrassingly emphasis
    emphasise emphasised emphasises emphasising emphasize encountering encouraging encouragingly
    ended enjoy enjoyed enlighten enlightened enlightening enlightens enormous enormously enquire
    enquired enquires enquiring ensure ensured ensures ensuring entered entire entirely entirety
    epic equally equivalent equivalently erm err erratic erstwhile especially essentially esteemed
    etcetera evenly eventually evermore everybody everyday everyones everyplace everything
    everythings everywhere evidence evident evidently exact exaggerate exaggerated exaggerates
    exaggerating exaggeration example examples exceedingly exceptionally exciting excuse exemplar
    existence expect expects explain explainable explained explainer explaining explains explanation
    explanations explanatory explicitly explore explored explores exploring exponentially extent
    extents extra extraordinarily extraordinary extremely eyeball eyeballing fab fabulous fact facts
    factually faff faffing faintly fairly falling falls false familiar famously fancied fancies
    fancy fantastic fantastically fared faring farther farthest fascinating fault favour feasible
    feasibly feeling feels fella fellas felt fetch fetched fetches fetching fewest fiddle fiddling
    figs figured figuring filter filtered filtering filters finally finds finna firmly fishy
    fittingly flatline flatlined flatlining flick flippin flipping flipside fluctuate fluctuated
    fluctuates fluctuating fluctuation fluctuations fluke folk foolishly footnote footnotes
    forcefully forever forget forgets forgetting forgot forth forthwith fortunately forward forwards
    fraction fractions frankly freaking freshest freshly friday frigging fuck fuckin fucking fully
    function fundamentally funnily funny furthermore furthest fuzzy fyi gap gaps gather gathered
    gathers gauging gave gee generally generous genuinely gettin ghastly gibberish gigantic gist giv
    giving glad gladly glance glanced glances glancing glaring glimpse glimpses glitch glitches
    gloat gloating gloomy gobbledygook goin goings golly gonna goodbye goodish gorgeous gosh gotcha
    gotta gotten grab grabbed grabbing grabs gradually grand granular granularity graph graphs grasp
    grasped grasping grasps grateful gratefully gravity greatest greatly grew grim grumble grumbling
    guess guessed guesses guessing guesstimate guesswork guestimate guide guided guv guys gv hadnt
    hafta haha hahaha handful handily handle handy hang hanging happenings hardly hassle hastily
    havin headcounts headline headlines headsup heaps hears hearsay heatmap heavier heavily heavy
    heck hed hefty heh hehe hell hella helloo hellooo helo helpful helpfully helpfulness hence
    henceforth hereabouts hereafter hereby herein heres heretofore hers herself hesitate heya heyy
    highish highlight highlighted highlighting highlights highly hii hilarious himself hint hinted
    hinting hints historical historically hitherto hiya hm hmm hmmm hmu holds hon honest honestly
    hooray hoped hopeful hopefully hopes hoping horrendous horrible horribly horrid horrific hover
    hovered hovering hovers howd howdy howll howre howsoever howve huddle huge hugely huh hullo
    humongous hun hunch hundreds hurrah hurray hurry hurrying hypothetically icymi idc idea ideally
    ideas identical identically idk ie iffy iirc ikr illuminate illuminating illustrate illustrated
    illustrates illustrating illustrative ima imagine imagined imagines imagining imho imma
    immaterial immeasurably immediate immediately immense immensely imo impact impacts imperceptibly
    implication implications implicitly implied implies imply implying importance important
    importantly impossible impressed impression impressive impressively improbable improve improves
    improving in inasmuch incidentally include included includes including increase increases
    increasing increasingly incredible incredibly indeedy indicate indicated indicates indicating
    indication indicative individually inevitably inexplicably infer inferior inferred inferring
    infers infinitely influence info infographic infographics inform informing informs inherently
    init initially inkling innit inquire inquired inquires inquiring insanely insight insights
    insofar inspired instance instant instantly instinct instinctively intend intending intends
    intention intentional intentionally intentions interested interesting interestingly interpret
    interpretation interpreted interpreting interprets intrigued intriguing intriguingly introduced
    introduction invariably ironic ironically irony irregardless irrelevant irrespective ish itd
    item items itll itself itty itve jargon jeez jk jot jotting journalist judging jump jumped jumps
    justifies justify justifying k keen keenly keeping keeps keynote kinda kindly kindof kinds kk
    knew knowing knowingly knows kudos lack lacking lacks lagged largely largest lastly lately
    latterly laughable leaderboard leap leapfrog leapfrogged leaping leaps leapt leastways lemme
    lest letting level levels lie liked likelier likeliest likelihood likely likes likewise liking
    limit linked listen listens literally littler littlest lively lmao lmk loads locally logically
    lol longish lookin lookup loop loosely losing lotta lousy love lovely loves lowdown lowest
    lowish lowlier lows luck luckily lucky ludicrous luv m8 maam madam magically magnitude mainly
    manifestly manner manners marginal marginally markedly marvellous massive massively mate
    materially mates matey mattered matters maximum meagre meaning meaningful meaningless meanings
    meantime meanwhile measly mediocre meeting mega meh members memo memory memos mention mentioned
    mentioning mere merely merest mess message messages messy metric metrics mighta mightily mightnt
    mightve mildly million millions mind mindful mine minimum miniscule minuscule miraculously
    misinterpret misinterpreted misinterpreting mislead misleading misleadingly misleads misled
    misread misreading mistake mistaken mistakenly mistakes mistook misunderstand misunderstanding
    misunderstands misunderstood mo modestly momentarily momentary moments momentum monday mood
    moreover mostest mostly motion murky musta mustnt mustve myself myth myths naff nah named namely
    names naming narrow natter nattering naturally naw nearer nearest nearly neat neatly necessarily
    necessary needa neednt negative negligible negligibly nervous nevermind nevertheless newest
    newsworthy ngl nicer nicest nifty nitpick nitpicking nobody nobodys nominally non nonetheless
    nonsense noone nope nor normally nos nosedive nosedived nosey nosiness nosy notable notably note
    noted noteworthy noticeable noticeably noticed noticing notified noting notion notionally
    notions notwithstanding nowadays nowhere nowt nuance nuances nudge nudged nudges nudging numbr
    numerous nutshell nvm obliged obvious obviously obviousness obvo obvs occasional occasionally
    occur occurred occurring occurs odd oddities oddity oddly officially often oh oi okayy okey
    okeydokey oki okie okk olden omfg omg oneself onto onward onwards oodles ooh ooops oops openly
    opportunity opposite oppositely option options ordinarily originally ostensibly otherwise ouch
    ought oughta oughtnt ourselves outdo outdoes outdoing outdone outlier outliers outlining outpace
    outpaced outpaces outpacing outperform outperformed outperforming outperforms outright outstrip
    outstripped outstripping outstrips outta overly overstate overstated overstates overstating
    overtake overtaken overtakes overtook overview overwhelmingly owt page pages paltry panic paper
    papers paradox paradoxically pardon particular particularly partway past patchy path patience
    pattern patterns peace peachy peaked peculiar peculiarly peek peeking peeks peep perceived
    perceptibly perception perfect perfectly perform performs perspective perspectives pertain
    pertaining pertains peruse perusing phew phrase phrased phrases phrasing picture piece pieces
    pin pinpoint pinpointed pinpointing pinpoints plain plainly plateau plateaued plateauing
    plateaus plausibility plausible plausibly pleasantly pleasee pleaseee pleez plenty plonk plse
    plummet plummeted plummeting plummets plunge plunged plunges plunging plz pointless ponder
    pondered pondering ponders portray portrayed portraying portrays possibilities possibility
    possibly potentially powerful powerpoint ppt practically precise precisely predict predictably
    predominantly prefer preferably preferring prefers preposterous presently presumably presume
    presumed presumes presuming primarily principally prior probable probably probly progressively
    prolly prominently promise promised promising promisingly pronto proof propa proper properly
    proportionally proportionately proposed pros proud prove proved proves provides proving publicly
    publish published publishes publishing pull pulled pulling pulls puny pure purely purportedly
    purpose purposely purposes puts putting puzzled puzzling puzzlingly quantifiably quantified
    quantify querying questionable questions quibble quibbles quickfire quietly quirk quirks quirky
    quoting r radically ramble rambling random randomly range ranges ranked ranking rankings rant
    ranting rapidly rare rarely rational rationale reaction readable reader readers readily realise
    realised realises realising realistic realistically reality realize realized realizes realizing
    reallyy reason reasonable reasonably reasoning reasons reassure reassures reassuring
    reassuringly rebound rebounded rebounding rebounds recap recapped recapping recaps reckon
    reckoned reckoning reckons recollect recollection recollects recommend recommended reflect
    reflected reflecting reflects refresh refreshed regard regardless regards reiterate reiterated
    reiterates reiterating relate relates relating relatively relevance relevant reliable reliably
    reluctantly remark remarkable remarkably remarked remarking remarks remember remembered
    remembering remembers reminded reminding reminds remotely render rephrase rephrased rephrasing
    replace reportedly represent representing represents resemble resembled resembles resembling
    resident residents respectively respond responding response restate restated restating reveal
    revealed revealing reveals reword rewording riddle riddles ridiculous ridiculously rightio
    rightly righto ring rings risen rocket rocketed rocketing rofl rosier rosy roughish roughly
    roundup routine routinely routines row rows rundown rush sadly sake satisfyingly saturday saw
    sayin sayso scarcely scared scenario scenarios scorecard scorecards scratch scribble scribbling
    scroll scrolling scrolls seemed seeming seemingly sees sensible sensibly sent several sez shabby
    shambolic shant sharply sheer sheerly sheesh sheet sheets shes shew shifted shifting shifts shld
    shocked shocking shockingly shortly shoulda shouldnt shouldntve shouldve showed showin showing
    shrank shrink shrinking shrinks shrunk shud side sides sidewards sideways sift sifting
    significantly signifies signify signifying silliest silliness silly similar similarities
    similarity similarly sit sits simple simpler simplest simplistic simultaneously sincere
    sincerely sir situations sizable sizeable sizeably skim skimming skims skyrocket skyrocketed
    skyrocketing slid slide slides sliding slightest slightly slump slumped slumping slumps smallest
    smallish smh smidge smidgen smoothly snapshot soar soared soaring soars sofar solely solid
    somebody someday somehow someone someones someplace somethings sometime someway somewhat
    somewhen somewhere somewheres soo soon sooner soonest soonish sooo soooo sorta sorted sortof
    sorts soundbite soundbites sounded sounding soundly sounds soz sparingly speak speaks specific
    specifically specifics spectacular spectacularly spike spikes splendid spoke spotted spread
    spreadsheet spreadsheets squeeze staggering staggeringly stake standpoint stark starkly startled
    startling statistic statistical statistically statistics steadily stealthily steep steeper
    steepest steeply steer stick sticking story straightaway straightforward straightforwardly
    strange strangely strangest strictly striking strikingly strong stronger strongest strongly
    stubbornly stuff stumped stunned stunning stunningly stupid stupidly subcommittee submitted
    subsequently substantial substantially subtly subtract subtracted subtracting subtracts succeed
    successively suddenly sufficiently suggest suggested suggesting suggests suit summaries
    summarily summarise summarised summarises summarising summarize summarized summarizes
    summarizing summary summat sunday superb superbly superficially superior suppose supposed
    supposedly supposes supposing surely surged surging surprise surprised surprises surprising
    surprisingly surreal suspect swiftly swung synonym synonyms table tad tada tag tagged taking
    talked talkin tallied tallies tally tangibly tata tbf tbh tear technically teeny tellin telling
    tellingly tells tempted tend tended tendencies tendency tending tends tentatively terminology
    terrible terribly terrific thanked thankful thankfully thanking thankss thanku thankyou thanx
    thatd thatll thatve thee theirs theme themes themselves thence theoretically thereabouts
    thereafter thereby thered therefore therein therell thereof therere theyd theyll theyve
    thingamajig thingies thingummy thingy thinkin thinking thinks thnx tho thorough thoroughly thou
    thought thoughts thousands throughout thru thursday thus thy tinier tiniest tiny tired tis
    titchy title tldr tnx toggle toggled toggles toggling tolerably tonight tonights toodle took
    tooltip top topic topics topmost toppled totals totes totl totting touche tough trajectories
    trajectory tremendous tremendously trend trended trending trendline trends trickier tricky tried
    tries trivial trivially true truly truth truthful truthfully try tryin tryna ttyl tuesday twas
    twig typical typically tysm u ugh uh ultimate ultimately um umm umpteen unaware unbelievable
    unbelievably uncanny uncertain uncertainty unchanged uncommon uncommonly undeniably underlying
    underperform underperformed underperforming underperforms understand understandable
    understandably understands understate understated understatement understates understating
    understood undertake undoubtedly unduly unexpected unexpectedly unfortunate unfortunately
    uniformly unimportant unimpressive unless unlike unlikely unlucky unnecessary unquestionably
    unreal unsure unsurprising unsurprisingly unusual unusually updating ups upset upshot upside
    upswing uptick upturn upward upwardly upwards ur urgent urgently urs useful usefully useless
    usually utter utterly vague vaguely validated varied varies variety various vary varying vast
    vastly verifies verify verifying verrry version versions versus vibe viewpoint viewpoints
    visibly vision vital vividly voila vs waaay wacky waffle waffling wanna wanting wat wats ways
    wednesday weeny weigh weighing weird weirder weirdest weirdly weirdness welcome wen werent whack
    whatcha whatchamacallit whatd whatevs whatll whatnot whatre whatsis whatsit whatsoever whatt
    whatve whence whend whenever whenll whens wher whereabouts whereas whereby whered wherefore
    wherein whereof wherere wheres whereto whereupon wherever whichever whichs whiles whilst whither
    whoa whod whoever wholl wholly whomever whoops whopping whove whyd whyre whys whyve wich widely
    wildly willing wise wished wishing wld wonder wondered wonderful wonderfully wonderin wondering
    wonders wondrous woo woohoo worded wording worksheet worksheets worried worries worry worrying
    worryingly worsen worsened worsening worsens worser worst worsted worstest worth worthless
    worthy wot wotcha wots woulda wouldnt wouldntve wouldve wow written wrong wrt wtf wth wud y yada
    yadda yah yall yallve yardstick yay ye yea yeah yeahh yeh yep yer yess yessir yesss yikes yonder
    yonks yore youd youll youre yourself yourselves youve yoyo yup yw zigzag zoom zoomed zooming
    zooms
    """.split()  # noqa: SIM905 - read as words, not as a list of strings
)
