"""Offline translation, usable alone: ``Translator.of_folder(models).translate("Hello.", "en", "pt")``."""
