"""Offline translation, usable alone: ``Translator.of_folder(models).translate("Hello.", "en", "pt")``.

A leaf package: engines, routes, guards, packages. It must know nothing of the rest of Roundtable.
"""
