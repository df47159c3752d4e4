"""What the glossary says in the words of TBX, both ways.

Everything has a category of TBX-Basic or, where there is none, a note that names the glossary's column: “passerelle-cues: …”.
So a file is valid, a person can read it, and nothing is lost.

    status        approved: preferredTerm; admitted: admittedTerm; proposed: none; deprecated: supersededTerm for all that is accepted
    variants      admittedTerm; American ones with the geographicalUsage en-US
    forbidden     deprecatedTerm, why as its note
    abbreviations termType acronym or abbreviation; the short English form: shortForm
    related       crossReference “related”, replaced_by: crossReference “replaced by”
    source        at the preferred English term; definition: at the English section
    dates         transactions, origination and modification
"""

from passerelle.glossary.concept import Gender, PartOfSpeech, Status

MARK = "passerelle-"
STATUS = {
    Status.APPROVED: "preferred",
    Status.ADMITTED: "admitted",
    Status.PROPOSED: "",
    Status.DEPRECATED: "superseded",
}
POS = {
    PartOfSpeech.NOUN: "noun",
    PartOfSpeech.PROPER: "noun",
    PartOfSpeech.ADJECTIVE: "adjective",
    PartOfSpeech.VERB: "verb",
    PartOfSpeech.ADVERB: "adverb",
    PartOfSpeech.PHRASE: "other",
}
GENDER = {Gender.MASCULINE: "masculine", Gender.FEMININE: "feminine", Gender.BOTH: "other"}
REPLACED, RELATED = "replaced by", "related"
