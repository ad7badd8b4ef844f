"""The English stemmer and function words."""

from indexer.languages.language import MatchingWords

_QUESTION_WORDS = """
    what who whom whose when where why how which did does do has have had is are was were be been
    will would can could should may might about say says said saying s t re ve ll d m i you he she
    we they him her them his its our your my me us any anything
""".split()

_SLIGHT_WORDS = """
    a absolutely afternoon again ahead all alright always am an and any applause are as at back be been bit
    bless but by bye can come correct could crosstalk day dear did do does don done else evening everybody
    everyone exactly fellow fine first folks for from gentlemen get go going good goodbye got great guys had has
    have hear hello here hey hi him his how i if in inaudible indeed is it just kindly know ladies last laughter
    let like ll look ma maam madam many may me mean mhm mm mmhmm morning mr mrs ms much my next nice night no
    not now of off oh ok okay on one or our over perhaps please pleasure question questions re really right s
    see seen she should sir so sorry sure t take thank thanks that the their them then there these they thing
    think this those to today too uh um up us ve very wait was we welcome well were what when where which who
    why will with would wow yeah yep yes you your
""".split()

MATCHING = MatchingWords(
    stemmer="english",
    function_words="english",
    question_words=tuple(_QUESTION_WORDS),
    slight_words=tuple(_SLIGHT_WORDS),
)
