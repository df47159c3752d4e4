"""Documents in, constrained translation, catalogues and review sheets out.

The rooms, from the top floor down. A room imports only what stands below it:

- ``cli``: the command line, arguments in and messages out
- ``server``: the same over HTTP, as LibreTranslate's clients ask for it
- ``workflows``: a user's job over files: translate, check, review, remember, candidates
- ``cms``: into content systems: fill, publish, the import simulated
- ``report``: one page that shows catalogues side by side
- ``pipeline``: the whole way, documents in, catalogues out
- ``drafts``: a block's sentences joined, with marks and ledger
- ``formats``: a folder a format, reader and writer side by side
- ``adaptation``: a package learns from what people approved
- ``memory``: what people approved, found again
- ``review``: a reviewed sheet merged into a catalogue
- ``checks``: what is wrong with a translation, one function a check
- ``ladder``: how constraints are met
- ``catalog``: what a translation is: entries, ledger, findings
- ``constraints``: what must stand in the English, and whether it does
- ``engine``: Argos packages and the models in them
- ``extraction``: terms that the glossary may lack, counted in French texts
- ``numbers``: figures, dates, times, money, units: parsed, rendered, compared
- ``text``: documents, blocks, sentences, marks, typography
- ``places``: where a user's own files lie

Below all of them is `passerelle.glossary`, which knows nothing of translation.
"""
