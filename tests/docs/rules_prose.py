"""What docs/rules.md says between its tables."""

from collections.abc import Mapping, Sequence

Lines = Sequence[str]

OPENING: Lines = (
    "# The rules of the smart chart",
    "",
    "A figure goes up, and somebody has to explain it; next month it goes down, and somebody is praised. Most of that is routine: a",
    "process that does not change still gives another figure each time. The smart chart (XmR chart) tells the two apart. It draws a",
    "typical value and the limits between which the process lies as long as it does not change, and it knows a few patterns that an",
    "unchanged process rarely makes. Such a pattern is a *signal*: a reason to ask what happened.",
    "",
    "This page is the whole method, rule by rule. Every example is a test: the tables are printed from the suite, and a page that says",
    "something else than the program does is a fault that the suite finds. Points of a signal are **bold**, `·` is a gap.",
    "Where other programs differ, and why, is told in [Deviations](deviations.md).",
)

LIMITS: Lines = (
    "The last figure, 5200, lies above the upper limit, and the step to it (1,737) is larger than the largest normal step: both are",
    "signals. The limits come from the *steps between neighbours*, never from the standard deviation of all figures: that one is blown",
    "up by the very changes that one looks for, and here would be more than half as large again.",
)

GROUND: Lines = (
    "## What holds for every rule",
    "",
    "- **Which figures count.** All of a segment's, unless a person names others: the first so many (a baseline), from here to there, or",
    "  all but this one, with a reason. With fewer figures than a rule set wants there are no lines and no signals. Below twelve the",
    "  limits are provisional: they still move a good deal with each figure.",
    "- **Beyond is beyond.** A figure on a line is not beyond it. *On* means within a thousand-millionth of the largest figure in play, so",
    "  that no signal hangs on the last bit of a computer's number.",
    "- **Gaps.** An empty period between two figures ends whatever runs through it, and there is no step across it. (The two run tests",
    "  about the median pass gaps over, as their authors do.)",
    "- **Segments.** No step and no pattern crosses a split.",
    "- **Left out.** A figure that is left out of the limits keeps its place on the chart, counts for no line, cannot signal, and ends",
    "  what runs through it.",
    "- **Bounds.** Where a measure cannot pass a value (100 %), a limit beyond it is drawn there, and the rules that need that limit are",
    "  silent on that side. Runs and trends need no limit and stay. The uncut limit is kept.",
    "- **No variation.** Where all steps behind the limits are zero (or their median is, where that is taken) the limits have no width,",
    "  every other figure would lie outside, and so no rule speaks.",
    "- **Screening.** Some rule sets leave very large steps out of the average, once, so that one spike does not widen the limits that are",
    "  to find it. Where nothing, or only zeros, would remain, all steps stay: `5` thirteen times and then `6` gives one figure outside,",
    "  not fourteen.",
    "- **One signal, its points, its moment.** A longer run is still one signal; windows that share a figure and a side are one. Flags",
    "  reach back to the first point of a pattern. The point that completed it (`first_known`) is kept beside them: nobody could have",
    "  known of a run of eight at its third point.",
)

RULES_OPENING: Lines = (
    "Most tables stand on the same ground: twelve figures that alternate between 8 and 12 and then a 10. Typical is 10, the limits are 6",
    "and 14, half-way lies at 8 and 12, a third of the way at 8⅔ and 11⅓, two thirds at 7⅓ and 12⅔; the largest normal step is 6. What is",
    "printed are the figures that come after it. (The factors of these tables are made round, so that the lines are.)",
)

TITLES: Mapping[str, str] = {
    "outside_limits": "Outside the limits",
    "moving_range": "A large step",
    "long_run": "A long run",
    "short_run": "A short run: three of four",
    "two_of_three": "Two of three",
    "four_of_five": "Four of five",
    "ten_of_twelve": "Ten of twelve",
    "trend": "A trend",
    "alternating": "Up and down by turns",
    "hugging_centre": "Hugging the centre",
    "avoiding_centre": "Avoiding the centre",
    "longest_run": "The longest run",
    "crossings": "Crossings",
}

RULES: Mapping[str, Lines] = {
    "outside_limits": (
        "A single figure that routine alone would hardly make. Something came in from outside: a storm, a strike, a slip in the counting.",
        "The oldest rule and the strongest; if you use one only, use this.",
    ),
    "moving_range": (
        "A jump from one figure to the next that is larger than any normal one, even where both lie inside the limits. It flags the later",
        "figure, and it has no better or worse: a large step is only ever a change.",
    ),
    "long_run": (
        "Many figures in a row on one side of typical. Each of them is unremarkable, and together they say that the level has moved, a",
        "little and for good. Eight throws of a coin are all alike once in 128 tries.",
    ),
    "short_run": (
        "Three of four successive figures nearer to a limit than to typical. A change of middling size that no single figure proves yet.",
    ),
    "two_of_three": (
        "Two of three figures in the outer third of the way to a limit. One name, five rules: programs differ in where the third may lie,",
        "in whether a figure beyond the limit counts, and in what is flagged.",
    ),
    "four_of_five": (
        "Four of five figures beyond a third of the way, on one side: a small shift, found a little earlier than a run of eight finds it.",
    ),
    "ten_of_twelve": (
        "Ten of twelve on one side of typical: a long run that forgives two figures. An unchanged process makes it in 4 of 100 windows, so",
        "it speaks up often.",
    ),
    "trend": (
        "Figures that rise, or fall, one after the other. It tempts the eye, and its length matters more than anything else about it: an",
        "unchanged process shows five points in a row that rise or fall about once in 73 figures, six once in 413, seven once in 2,931. It",
        "does not ask where the figures lie.",
    ),
    "alternating": (
        "A saw: up, down, up, down, fourteen times. Two sources that take turns, or a figure that is corrected too hard each time.",
    ),
    "hugging_centre": (
        "Too good to be routine: fifteen figures, all very near typical. Usually the limits are too wide, because they mix two processes",
        "or rest on rounded figures; sometimes the figures have been smoothed.",
    ),
    "avoiding_centre": (
        "Eight figures, none near typical. Two processes in one series: two teams, two forms, two ways to count.",
    ),
    "longest_run": (
        "The one longest stretch on one side of the median, judged by how many figures there are: among a hundred figures a run of nine is",
        "nothing special, among twelve it is. Figures on the line and gaps are passed over. It needs no limits.",
    ),
    "crossings": (
        "How often the line is crossed from one figure to the next, over the whole segment. A process that drifts or jumps crosses its",
        "median too seldom. All its figures are the signal: it says *that* something shifted, not where.",
    ),
}

SETS_OPENING: Lines = (
    "The same figures give other signals in other programs, since each has its own rules. Here they have names and versions; the name and",
    "version stand on every chart and in every export, so that a chart can be made again. A rule set changes only together with its",
    "version. `groundswell analyse --rules NAME` takes each of them; on a measure's page it is a recorded act.",
    "",
    "More rules find more, and cry wolf more often. Begin with few.",
)

SETS: Mapping[str, str] = {
    "wheeler": "Few rules, each with a meaning of its own. Nothing is screened.",
    "nhs_r": "For charts that should look as those of the R package. Figures beyond a limit do not count as near it.",
    "nhs_2023": "As the NHS teaches it now: a figure beyond the limit counts as near it. Screening is ours, from twelve figures.",
    "nhs_sql_2019": "For reports that were made with the script. Two of three counts both sides together, so its signals have no side.",
    "powerbi_spc": "All switches of the visual on at once, which its own default is not: expect many signals. A trend of five points"
                   " alone alarms falsely about once in 73 figures.",
    "autospc": "Two rules, from 21 figures. The program also moves its limits by itself; here a person accepts such a move, or does not.",
    "western_electric": "The four tests for instability as most textbooks give them.",
    "nelson": "All eight tests. Seven more than most processes need.",
    "anhoej": "Is there any shift at all? Two tests about the median that need no limits. Limits are drawn for the eye, and no rule"
              " judges by them.",
    "recalculating_5_8": "The runs of a freely available program. It draws its lines anew after each run, from five figures; here that is a"
                         " proposal, and a person decides.",
    "recalculating_7_10of12": "The runs of a chart on sale, which draws its lines anew as well. Ten of twelve alarms more often than eight"
                              " in a row.",
}

VARIANTS: Lines = (
    "The factor turns an average step into three standard deviations. Books print it rounded, and programs differ in the third digit.",
    "`--exact-constants` takes the unrounded one. Limits from the **median** step (`--lines median-ranges`) are not widened by a few very",
    "large steps, and those about the median of the figures (`--lines medians`) not moved by a few very large figures; they need more",
    "figures to be as certain.",
)

RUN_TESTS: Lines = (
    "For *n* figures that do not lie on the line: a run longer than round(log₂ n) + 3 is a signal, and so are fewer crossings than the",
    "smallest k for which a fair coin thrown n − 1 times shows at most k heads in 5 of 100 cases or more.",
)

READING: Lines = (
    "## Why is this point flagged, and what would be next?",
    "",
    "`groundswell analyse FILE --why PERIOD` names each rule that holds the point, its line, its points and the moment from which it could",
    "be known, and what every other rule set would say. `--next` says what the next figure would have to be for a signal, *with the limits",
    "as they stand now*: the next figure may move limits that are not locked. A figure beyond a declared bound is not spoken of. On charts",
    "of other kinds it is told for the season of the next period, the next place on the trend, the interval that ends next, or the newest",
    "denominator, and in the figures' own unit.",
)

OWN: Lines = (
    "An organisation's own rule set is made of the same parts, with a name, a version and a source; `--rules-file` reads it as JSON.",
    "Whatever is not said takes its usual value, and a field that nothing knows is refused, so that a slip does not switch a rule off.",
)

OWN_FIELDS: Lines = (
    "Rules that look at windows keep the numbers that their names say. `fraction` is the share of the way from typical to the limit.",
    "`groundswell` says by name which field is wrong, what it holds and what it may hold.",
)
