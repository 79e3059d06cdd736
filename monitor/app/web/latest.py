"""One application in the place of another, while the server runs."""

from starlette.types import ASGIApp, Receive, Scope, Send


class Latest:
    """Serves each request by the `app` of its moment; an answer that goes on ends as it began."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask the application."""
        await self.app(scope, receive, send)
