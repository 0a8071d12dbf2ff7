"""Tables of surveys."""

from onedoor.surveys.models.key import AppKey, digest_of
from onedoor.surveys.models.reply import Answer, Reply
from onedoor.surveys.models.survey import Medium, Survey, Version

__all__ = ["Answer", "AppKey", "Medium", "Reply", "Survey", "Version", "digest_of"]
