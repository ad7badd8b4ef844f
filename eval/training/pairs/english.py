"""English words of asking and answering that carry no subject."""

import re

_I = re.IGNORECASE

INDIRECT_QUESTION = re.compile(
    r"\b(?:wonder(?:ed|ing)? (?:if|whether|what|how|why|about)|curious (?:if|whether|what|how|why|about|to)"
    r"|(?:want(?:ed)?|like) to (?:ask|know|see if|get)|if you (?:can|could|have|would)"
    r"|(?:can|could|would) you (?:\w+ )?(?:talk|tell|speak|give|explain|say|share|describe|elaborate|clarify"
    r"|address))\b",
    _I,
)
"""A question without a question mark."""

GREETING = re.compile(
    r"\W{0,8}(?:(?:yes|yeah|okay|great|all right|and|well|oh|so)[,.] )?"
    r"(?:thank you|thanks|hi|hey|hello|good (?:morning|afternoon|evening))\b",
    _I,
)
"""How somebody begins who has not asked before."""

CALL = re.compile(
    r"(?:\b(?:go ahead|go on|next question|over there|in the back|right here|right there"
    r"|your turn)\b[^.?!]{0,40}[.?!]"
    r"|(?:^|[.?!] )(?:(?:yes|yeah|okay|all right|sure|and|oh|hi|hey|sorry|yep)[,.]? )*"
    r"(?:[A-Z][\w’'-]+|(?:ma’am|sir|please)),?(?: [A-Z][\w’'-]*\.?)?[.?!])\s*$",
)
"""The end of an answer that calls on the next person: "Go ahead, Mary." or "Mary." alone."""

_BEFORE_A_MARK = (
    r"(?:yes|yeah|yep|no|right|great|sure|like|look|last|first|second|third|now|then|again|please|sorry"
    r"|finally|lastly|sir"
    r"|ma’am|hey|um|uh|oh|okay|ok|also|well|all right|alright|good|separately|quickly|thing|specifically|but"
    r"|and|so|for time"
    r"|(?:the |my |your )?(?:first|second|third|last|final|other|next) (?:question|one|thing|thing is)?)"
    r"\s*[,.:;—–…-]+\s*"
)
_ALONE = (
    r"(?:(?:and|but|so)(?: (?:just|then|also|so|again|now))?|just|well|okay|also|hi(?: there)?|hey|hello"
    r"|i guess|you know"
    r"|i mean|thank you(?: so much| very much)?|thanks(?: so much| very much| again)?|for (?:doing this"
    r"|taking my question"
    r"|this call|the time)|good (?:morning|afternoon|evening)|firstly|secondly|first (?:of all|off)|(?:very"
    r"|real|really) quick(?:ly)?"
    r"|on (?:another|a (?:separate|different|related)) (?:topic|subject|note|matter)|if (?:i|we) (?:could|can"
    r"|may)(?: just)?"
    r"|(?:just )?(?:to follow|following) up|(?:just )?to be (?:very )?clear|(?:just )?to clarify|for clarity"
    r"|in other words"
    r"|with that|that said|having said that|(?:mr\.?|madam|ms\.?|mrs\.?) [A-Z][\w’'-]+(?: president)?"
    r"|(?:my|the) (?:first |second |other |last |next )?question (?:is|was|would be|to you is"
    r"|for you is)(?: that)?"
    r"|(?:one|a|another|two)(?: (?:last|other|more|final|quick|separate))* (?:question|follow-up|thing"
    r"|one)(?: on that)?)"
    r"(?:\s*[,.:;—–…-]+\s*|\s+(?=\S))"
)
OPENING = re.compile(rf"(?:{_BEFORE_A_MARK}|{_ALONE})+", _I)
"""Words before a question that add nothing to it. At the beginning of a sentence, whole."""

VOCATIVE = re.compile(
    r",? (?:please|sir|ma’am|though|then|by any chance|at all|at this point|(?:mr|madam|ms"
    r"|mrs)\.? [A-Z][\w’'-]+)(?=[?.]?$)",
    _I,
)
"""Words at the end of a question that add nothing to it."""

OF_PERSON = re.compile(r"\b(?:he|him|his|she|her|he’s|she’s|he’d|she’d|he’ll|she’ll)\b", _I)
"""A pronoun that stands for a person."""

_VERB = (
    r"(?:is|are|was|were|will|would|has|have|had|be|mean|means|going|still|also|really|happen|happens|change"
    r"|come|make|do"
    r"|does|did|think|know|want|need|can|could|should|may|might|aren’t|weren’t|don’t|didn’t|haven’t)\b"
)
_BEFORE = (
    r"(?:is|are|was|were|isn’t|wasn’t|does|doesn’t|do|did|has|have|had|will|would|wouldn’t|can|could|should"
    r"|about|on|of|to|for"
    r"|with|by|from|regarding|like|than|after|before)"
)
_NOT_OPEN = (
    r"(?!(?:’s)? (?:[a-z’]+ ){0,3}?(?:possible|important|acceptable|appropriate|fair|true|time|safe|clear"
    r"|likely|popular|legal"
    r"|necessary|right|wrong|better|worth|hard|easy|okay|helpful|critical|enough|too|comes?|relates?|seems?"
    r"|looks?|sounds?"
    r"|feels?|appears?|takes?)\b)"
)
OF_THING = re.compile(
    rf"^(?:that|this|these|those|they)(?= {_VERB})|\b(?:this|these|those|they)(?= {_VERB})"
    r"|\b(?:that|this|these|those|they|them|there)(?=[,.?;:]|$)|\b(?:themselves|they’re|they’ve|that’s)\b"
    rf"|\b{_BEFORE} (?:that(?= (?:be|mean|happen|change|come|something|still|really|also|a|an|not|going|why"
    rf"|how|what|where"
    r"|when|in|at)\b)|them\b|this(?= (?:in|at|to|for|with|a|an|the|now|before|something)\b))"
    rf"|\bit\b{_NOT_OPEN}|\bit’s\b{_NOT_OPEN}|\b(?:why|how) (?:not|so)\b|\b(?:its|their) [a-z]+\b",
    _I,
)
"""A pronoun that may stand for a thing, or people, named before."""

POINTING = re.compile(
    r"\b(?:(?:these|those|such|this|the same|the other|both)"
    r"(?! (?:week|weekend|month|year|morning|afternoon|evening|summer|fall|winter|spring|time|point"
    r"|administration|white"
    r"|president|country|briefing|room|podium|day|one|kind|past|coming|who|is|are|was|were|will|would|has"
    r"|have|to|in|a|an"
    r"|the|of|for|with|at)\b)"
    r"|(?:of|in|on|about|for|with|to|from|by|at|over|under|around|than|like|is|was|does|will|would|has"
    r"|address|support)"
    r" that(?! (?:the|a|an|is|are|was|were|will|would|has|have|he|she|it|they|you|we|i|there|this|these|those"
    r"|at|in|of|be"
    r"|mean|happen|change|come|something|still|really|also|not|going|why|how|what|where|when)\b))"
    r" [a-z]+",
    _I,
)
"""A noun that is said to have been named before: "these agreements"."""

PERSON = re.compile(
    r"(?i:\b(?:president|secretary|governor|senator|congress\w*|minister|leader|director|ambassador|chair\w*"
    r"|justice|judge"
    r"|general|king|queen|crown prince|mayor|official|man|woman|nominee|candidate)\b)|(?<=[\w,] )[A-Z][\w’'-]+"
)
"""Words that name a person, or may."""

INTRODUCTION = re.compile(
    r"(?:this is|it’s|i’m|my name is) [A-Z][^.?!]{1,60}|(?:i’m )?(?:from|with) (?:the )?[A-Z][^.?!,]{1,40}\.?"
    r"|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,2}(?:,? (?:from|with|of)|,) [^.?!]{1,40}\.?",
)
"""A sentence with which an asker gives their name, whole."""

INAUDIBLE = re.compile(
    r"\(\s*(?:inaudible|unintelligible|indistinct|cross-?talk)[^)]{0,20}\)|\[(?:inaudible|crosstalk)\]", _I
)

DECLINING = re.compile(
    r"\b(?:refer (?:you|folks|everyone|those|these|your)\b|get you (?:a|an|more|some|that)\b|careful about"
    r"|want to be careful|point you (?:\w+ )?to|direct you to|leave (?:it|that|this|those)\b[^.]{0,40}\bto\b"
    r"|have to (?:ask|check|talk to|go to|refer|get back)|check with|reach out to|let (?:him|her|them"
    r"|the [\w ]{1,30}) speak"
    r"|(?:not|n’t) (?:going to|gonna|want to|able to|in a position to|here to)"
    r" (?:comment|speak|get into|speculate|weigh in|preview|get ahead|go into|discuss|talk|confirm|engage"
    r"|respond|make|negotiate"
    r"|litigate|say|characterize|predict|go beyond|lay out|detail|read out|have)"
    r"|(?:don’t|do not|didn’t|doesn’t) have (?:any|anything|a|an|more|much|details|specifics|new|the|that"
    r"|further|additional)\b"
    r"|(?:have|got|is) nothing (?:to|more|new|else|for)|(?:have|got) no (?:comment|update|announcement"
    r"|information|new|further|more)"
    r"|no (?:comment|updates?|announcements?)\b|(?:can’t|cannot|won’t|couldn’t) (?:speak|comment|confirm|say"
    r"|get into|speculate|answer|go|talk)"
    r"|circle back|(?:get|come|go) back to you|follow up with you|take (?:that|the|those|these"
    r"|your) questions?|look into (?:it|that|this)"
    r"|(?:haven’t|have not) (?:seen|spoken|talked|read|had a chance|looked|heard|discussed)"
    r"|not aware of|not familiar|(?:don’t|do not) (?:know|want to)|just not going to|mindful|(?:get"
    r"|understand|appreciate) (?:the|your) question|not going to|stay tuned|more to (?:share|say|come)"
    r"|up to (?:him|her|them|the \w+)|(?:when|if|as soon as) (?:we|I) (?:have|do|get)\b[^.]{0,30}\b(?:share"
    r"|update|announce|more|it|that)"
    r"|(?:happy|glad) to (?:check|look|get|follow|talk|take|connect)|say (?:that|it|again|the last)\b"
    r"|repeat (?:that|the)|hold on"
    r"|(?:already|just) (?:answered|addressed|laid out|said that)|answered (?:that|this|the|your) question"
    r"|(?:spoke|spoken) to (?:this|that)\b"
    r"|move on\b|beyond (?:what|that)|your question)",
    _I,
)
"""A sentence that refers to others, or declines to answer."""

EMPTY_SENTENCE = re.compile(
    r"\W{0,8}(?:(?:yes|yeah|yep|no|nope|well|sure|okay|right|look|thank you|thanks|so|again|i think|i mean|hi|hey"
    r"|that’s (?:right"
    r"|correct|a (?:good|great|fair) question)|(?:good|great|fair) question|absolutely|of course|correct"
    r"|exactly|i don’t know"
    r"|i understand|i hear you|go ahead|mm-hmm|uh-huh|listen|let me|first of all|as you know|as i said"
    r"|as i’ve said"
    r"|you know|i know|got it|i appreciate (?:it|that|the question))\W{0,8}){1,6}(?:[A-Z][\w’'-]+\W{0,8})?",
    _I,
)
"""A sentence of an answer without content, whole."""

ASKING = frozenset(
    """
    ask question wonder wondering curious know tell talk say said think thought comment reaction react respond response
    update view specific specifically elaborate explain clarify describe detail detailed information sense follow
    mention mentioned guess just want wanted like can could would give share expect expecting expected able anything
    something thing kind sort way lot bit little quick quickly today yesterday tomorrow week time point mr madam
    president administration white house thank hear heard see look word message address plan going go get make mean
    understand believe feel consider considering happen happening come did does really actually exactly still also yet
    particular terms regard regards regarding concern concerned concerns people american americans america country
    united states potential possible possibly sir read readout thinking clear far second first two one
    """.split()
)
"""Words of questions that are seldom their subject."""

TOPIC = re.compile(
    r"\b(?:about|regarding|concerning|when it comes to|in terms of|in regards to|with regard to|dealing with"
    r"|(?:reactions?|responses?|commitment|opposition|support|approach|changes?|respond|react|comments?"
    r"|updates?"
    r"|position|views?|thoughts|details|timeline|timing|concerned|confident|weigh in|readout|clarity|decision"
    r"|stance"
    r"|status|impact|information|guidance|concerns?|plans?|case|calls?|talks|negotiations) (?:on|to|of|for|in"
    r"|by|with|from))"
    r" (?P<topic>[^,.;:?!—]{3,120})",
    _I,
)
"""What a question is about, up to the next mark."""

TOPIC_END = re.compile(
    r"\s(?:that|which|who|whom|whose|if|whether|because|given|when|while|before|after|as|but|is|are|was|were"
    r"|has|have|had"
    r"|will|would|do|does|did|can|could|should|so|or|and (?:whether|what|how|if|why|is|are|do|does|did|can"
    r"|could|will)"
    r"|you|we|i|he|she|they|what|how|why|today|yesterday|right now|this (?:morning|week|afternoon)"
    r"|earlier)\b.*$",
    _I,
)
"""The rest of a topic from the word on with which another clause begins."""

INVITING = re.compile(
    r"\b(?:you (?:want|like|wish|care) to|want to (?:add|say|take|start|go)|why don’t you|why don’t we"
    r"|anything (?:to add|else)"
    r"|over to you|unmuted?|hear me|can you hear|speakerphone|microphone|next (?:question|one)|take (?:it"
    r"|that|this)"
    r"|turn it over|ready\?|the floor)\b|\b(?:okay|ok|right|huh|yeah|all right|correct|isn’t it"
    r"|don’t you think)\?$",
    _I,
)
"""What a host or moderator says to let somebody speak, or a speaker to be agreed with: no question."""

NAME = re.compile(
    r"(?<=[\w,’] )(?!I\b|I’|Mr\b|Mrs\b|Ms\b|Dr\b|President\b|White\b|House\b|OK\b|God\b|Biden|Congress\b"
    r"|Hill\b|Republican|Democrat|America|U\.S\.?|US\b|Secretary\b|Senator|Leader\b|Senate\b|Karine|Jen\b"
    r"|John\b|Jake\b)[A-Z][\w’&.-]+"
    r"|\b(?!U\.?S\b|AP\b|ABC\b|NBC\b|CBS\b|CNN\b)[A-Z]{2,}\b"
)
"""A name within a sentence: of a person, place, body or law."""

ALTERNATIVE = re.compile(r"(?:or|if (?:so|not|that)|two|one|a second|another)\b(?! of\b)", _I)
"""The beginning of a question that is the rest of another: "Or does the bill wait?"."""
