"""English words that change what a quote means, and that say who is quoted."""

from indexer.languages.language import QuotingWords, words

QUOTING = QuotingWords(
    negations=words(
        "not no never none nobody nothing nowhere neither nor cannot without hardly barely scarcely "
        "dont doesnt didnt wont cant isnt arent wasnt werent couldnt wouldnt shouldnt havent hasnt hadnt aint"
    ),
    negation_endings=("n't",),
    negating_prefixes=("un", "in", "im", "il", "ir", "non", "dis"),
    numbers={
        "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
        "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13",
        "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18",
        "nineteen": "19", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60",
        "seventy": "70", "eighty": "80", "ninety": "90", "hundred": "100", "hundreds": "hundreds",
        "thousand": "1000", "thousands": "thousands", "million": "million", "millions": "millions",
        "billion": "billion", "billions": "billions", "trillion": "trillion", "trillions": "trillions",
        "dozen": "12", "dozens": "dozens", "half": "half", "twice": "twice", "double": "double",
        "triple": "triple", "third": "third", "quarter": "quarter", "percent": "%", "dollar": "$",
        "dollars": "$", "euro": "€", "euros": "€", "pound": "£", "pounds": "£",
    },
    said=words(
        "said says say told tells stated states added adds argued argues insisted insists declared declares "
        "announced announces claimed claims asked asks replied replies warned warns explained explains wrote tweeted"
    ),
    addressed=words("told tells asked asks warned warns"),
    joins=words("and but as then when while because so"),
)  # fmt: skip
