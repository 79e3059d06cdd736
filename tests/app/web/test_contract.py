"""The contract is held to what is really answered."""

import json
from datetime import timedelta

import jsonschema
import pytest
from jsonschema import Draft202012Validator

from monitor.app.web.contract import CONTRACT, INDEX
from monitor.model.watchlist import Kind
from tests.alert import examples as told
from tests.contracts.examples import alert, development

JSON = "application/json"


def validator(path, method, status):
    """Return what checks an answer by the contract."""
    answers = CONTRACT["paths"][path][method]["responses"]
    schema = answers[str(status)]["content"][JSON]["schema"]
    whole = {**schema, "components": CONTRACT["components"]}
    return Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)


def check(answer, path, method="get"):
    """Fail unless the answer is what the contract says."""
    validator(path, method, answer.status_code).validate(answer.json())


def schemas(part):
    """Return all schemas that stand in a part of the contract."""
    if isinstance(part, list):
        return [found for item in part for found in schemas(item)]
    if not isinstance(part, dict):
        return []
    own = [part["schema"]] if isinstance(part.get("schema"), dict) else []
    return own + [found for value in part.values() for found in schemas(value)]


def test_all_schemas_of_the_contract_are_schemas():
    found = schemas(CONTRACT["paths"]) + list(CONTRACT["components"]["schemas"].values())
    assert len(found) > 30
    for schema in found:
        Draft202012Validator.check_schema(schema)


def test_what_the_contract_refers_to_is_there():
    text = json.dumps(CONTRACT)
    names = {part.partition('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert names <= set(CONTRACT["components"]["schemas"])
    assert CONTRACT["openapi"] == "3.1.0"


def test_schemas_are_strict_enough_to_fail():
    check_one = validator("/api/v1/alerts/{id}", "get", 200)
    with pytest.raises(jsonschema.ValidationError):
        check_one.validate({"id": "a1"})


async def test_each_address_of_the_contract_is_served_and_the_index_names_them(serve):
    async with serve() as port:
        shown = (await port.asking.get("/api/v1/")).json()
        bare = (await port.asking.get("/api/v1")).json()
        document = (await port.asking.get("/api/v1/openapi.json")).json()
        for path, methods in CONTRACT["paths"].items():
            concrete = path.replace("{id}", "none").replace("{watchlist}", "ukraine")
            refused = await port.asking.request("PROPFIND", concrete)
            assert refused.status_code == 405, path
            for method in methods:
                asked = "HEAD" if method == "get" else method.upper()
                answer = await port.asking.request(asked, concrete)
                assert answer.status_code != 405, (path, method)
                assert str(answer.status_code) in methods[method]["responses"], (path, method)
    assert shown == bare == INDEX
    assert document == CONTRACT
    assert set(shown["addresses"]) == set(CONTRACT["paths"])


async def test_alerts_of_every_kind_are_as_the_contract_says(serve):
    kinds = [
        told.NEW,
        told.UPDATE,
        told.STALE,
        told.LOST,
        *(alert(str(kind)) for kind in Kind),
    ]
    async with serve() as port:
        await port.emit(*kinds)
        page = await port.asking.get("/api/v1/alerts?limit=200")
        check(page, "/api/v1/alerts")
        assert len(page.json()["alerts"]) == len(kinds)
        check(await port.asking.get("/api/v1/alerts/a1b2"), "/api/v1/alerts/{id}")
        check(await port.asking.get("/api/v1/alerts/none"), "/api/v1/alerts/{id}")
        check(await port.asking.get("/api/v1/alerts?limit=0"), "/api/v1/alerts")
        check(await port.asking.get("/api/v1/deliveries"), "/api/v1/deliveries")
        check(await port.asking.get("/api/v1/sources"), "/api/v1/sources")
        check(await port.asking.get("/api/v1/"), "/api/v1/")
        check(await port.asking.get("/healthz"), "/healthz")
        check(await port.asking.get("/readyz"), "/readyz")


async def test_silences_are_as_the_contract_says(serve, clock):
    path = "/api/v1/silences"
    body = {
        "matchers": [{"field": "actor", "pattern": "x", "negated": True}],
        "start": clock.now().isoformat(),
        "until": (clock.now() + timedelta(hours=1)).isoformat(),
        "author": "Ada",
        "comment": "a drill",
    }
    wanted = CONTRACT["paths"][path]["post"]["requestBody"]["content"][JSON]["schema"]
    whole = {**wanted, "components": CONTRACT["components"]}
    Draft202012Validator(whole).validate(body)
    Draft202012Validator(whole).validate({**body, "matchers": ["actor!=x"]})
    async with serve() as port:
        added = await port.asking.post(path, json=body)
        assert added.status_code == 201
        check(added, path, "post")
        check(await port.asking.get(path), path)
        check(await port.asking.get(added.headers["location"]), f"{path}/{{id}}")
        wrong = await port.asking.post(path, json={**body, "until": "soon"})
        assert wrong.status_code == 422
        check(wrong, path, "post")


async def test_refusals_are_as_the_contract_says(serve):
    async with serve(token="sesame") as port:
        for path in CONTRACT["paths"]:
            concrete = path.replace("{id}", "none").replace("{watchlist}", "ukraine")
            answer = await port.asking.get(concrete)
            if path not in {"/healthz", "/readyz"}:
                assert answer.status_code == 401, path
                check(answer, path)


async def test_a_plan_in_a_calendar_has_the_type_that_the_contract_says(serve):
    async with serve() as port:
        await port.emit(developments=(development("d1"),))
        for path in ("/calendar.ics", "/feeds/all.atom", "/metrics", "/api/v1/stream"):
            answer = await port.asking.head(path)
            known = CONTRACT["paths"][path]["get"]["responses"]["200"]["content"]
            assert answer.headers["content-type"].partition(";")[0] in known
