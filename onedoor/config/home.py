"""Where somebody's work begins, whatever their post."""

from django.shortcuts import redirect

from onedoor.config.signin import home_of


def home(request):
    """工作首页 — the first page of the post; a person who has several posts and chose none chooses first."""
    return redirect(home_of(request.actor) if request.actor else "posts:choose")
