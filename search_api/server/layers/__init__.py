"""The layers around the application, which each request passes from the outside in.

    SafetyLayer     security headers on all answers
    CallerLayer     the sender, and the request's id
    CorsLayer       pages of other origins
    ObservedLayer   log and metrics
    RateLayer       requests per second of a client: 429
    BodyLayer       size and time of a body: 413, 408
    GateLayer       requests at once, and their time: 503
    HeadLayer       HEAD as GET without the body

They are outside Litestar, whose own middleware does not see requests that no route takes.
"""

from pathlib import Path

from litestar.types import ASGIApp

from search_api.server.layers.asgi import HTTPApp, with_requests
from search_api.server.layers.body import BodyLayer
from search_api.server.layers.caller import CallerLayer
from search_api.server.layers.cors import CorsLayer
from search_api.server.layers.gate import GateLayer
from search_api.server.layers.head import HeadLayer
from search_api.server.layers.headers import SafetyLayer
from search_api.server.layers.observed import ObservedLayer
from search_api.server.layers.rate import Buckets, RateLayer
from search_api.server.measures import Measures
from search_api.settings import Settings


def wrapped(app: ASGIApp, folder: Path, settings: Settings, measures: Measures) -> ASGIApp:
    """An application over the index of a folder with all layers around it."""
    layered: HTTPApp = GateLayer(HeadLayer(app), settings, measures)
    layered = BodyLayer(layered, settings.max_body, settings.body_timeout)
    if settings.rate:
        # Each worker allows its share.
        burst = max(1, settings.burst // settings.workers)
        layered = RateLayer(layered, Buckets(settings.rate / settings.workers, burst))
    layered = ObservedLayer(layered, measures, log_queries=settings.log_queries)
    if settings.cors_origins:
        layered = CorsLayer(layered, settings.cors_origins)
    layered = CallerLayer(layered, folder)
    return with_requests(app, SafetyLayer(layered, settings.hsts))
