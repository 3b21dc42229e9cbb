"""The portfolios floor, as Django knows it."""

from django.apps import AppConfig
from django.core import checks


class PortfoliosConfig(AppConfig):
    name = "portfolios"

    def ready(self) -> None:
        from events import history as events_history
        from events.registries import register_job
        from portfolios import blueprint, emails, history, paper, todo

        blueprint.register()
        emails.register()
        events_history.register(history.SENTENCES)
        todo.register_all()
        register_job("portfolios.a4", paper.make_sheet)
        register_job("portfolios.running_order", paper.make_running_order)
        checks.register(paper.check_libraries)
