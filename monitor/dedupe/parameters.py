"""Query parameters that are no part of what is asked for, by class.

A parameter goes only when it is surely none: a page told twice costs a comparison of texts, two
pages taken for one cost a development. So names that some sites give to the article itself (`id`,
`sid`, `ref`, `source` …) go only with a value that cannot be one.
"""

import re

# Which campaign, link or mail led here, and to whom it was sent.
_CAMPAIGN = (
    r"utm_.*|at_(?:medium|campaign.*|link_.*|format|ptr_name|bbc_team|custom\d|xt)|ns_(?:mchannel"
    r"|source|campaign|linkname|fee)|(?:pk|mtm|piwik|matomo|hsa|stm|itm|iesrc|wpmm)_.*|mc_[ce]id"
    r"|_hs(?:enc|mi)|mkt_tok|oly_(?:anon|enc)_id|vero_(?:conv|id)|wt_mc|wt\.mc_id|wt\.?z?mc|xtor|spm"
    r"|ftag|s_cid|[oi]cid|ncid|intcid|intcmp|cmpid|emc|mbid|ftcamp|tpcc|leadsource"
    r"|smid|smtyp|taid|trk(?:campaign|info)?|sc_(?:campaign|channel|country|outcome|lid)|dm_i|elqtrack.*"
    r"|(?:ck_)?subscriber_?(?:id|hash|key)|jwt_token|_bhlid|_kx|sfmc_.*|et_rid|bxid|cndid|esrc|nl_?id|cn-reloaded|traffic_source|soc_(?:src|trk)"
)
# Which advertisement or share was clicked, and by whom.
_CLICK = (
    r"fbclid|fb_(?:action_ids|action_types|ref|source)|[gd]clid|gclsrc|[gw]braid|gad_\w+|srsltid"
    r"|msclkid|yclid|ysclid|twclid|igsh(?:id)?|ttclid|li_fat_id|epik|_ga|_gl|guce_.*|guccounter"
    r"|__twitter_impression|__s|__tn__|share_?token|sharetype|shareid|gift_?(?:copy|id|code)"
    r"|unlocked_article_code|reflink|gaa_(?:at|n|ts|sig)|_x_tr_.*|ref_?src|ref_?url"
)
# The same page in another form, or past a cache.
_FORM = r"amp|amp_.*|outputtype|usqp|no_?redirect|isappinstalled|no_?cache|cache_?bust(?:er)?"
# Whose visit it is.
_SESSION = (
    r"phpsessid|jsessionid|aspsessionid\w*|sess(?:ion)?_?id|cfid|cftoken|zenid|oscsid"
    r"|sessionguid|_?visitor_?id"
)
_ALWAYS = re.compile(f"{_CAMPAIGN}|{_CLICK}|{_FORM}|{_SESSION}", re.IGNORECASE)

_WHENCE = re.compile(
    r"ref|referr?er|source|src|from|via|partner|output|mod|cmp|cid|ito|share[ds]?|channel|feature",
    re.IGNORECASE,
)
_CHANNEL = re.compile(
    r"(?:(?:\w+[_-])?rss(?:[_-]?\w+)?|(?:google)?_?rss(?:feed|\d)?|feeds?|(?:atom|news)feed|twitter"
    r"|tw|x|facebook|fb|telegram|whatsapp|linkedin|reddit|bluesky|threads|instagram|youtu\.?be"
    r"|social|share|newsletter|e?mail|amp|home(?:page)?|app|apple_?news|google_?news|flipboard"
    r"|search|copylink|googlenews)",
    re.IGNORECASE,
)
_SWITCH = re.compile(
    r"print(?:able|er)?|printpage|printmode|mobile|nomobile|desktop", re.IGNORECASE
)
_ON = re.compile(r"|1|0|true|false|yes|no|on|off", re.IGNORECASE)
_SESSION_MAYBE = re.compile(r"sid|session", re.IGNORECASE)
_SESSION_VALUE = re.compile(r"(?=.*[a-f])(?=.*\d)[0-9a-f]{26,}", re.IGNORECASE)


def decorates(pair: str) -> bool:
    """Return whether a `name=value` of a query is no part of what is asked for."""
    name, _, value = pair.partition("=")
    if _ALWAYS.fullmatch(name):
        return True
    if _WHENCE.fullmatch(name):
        return _CHANNEL.fullmatch(value) is not None
    if _SWITCH.fullmatch(name):
        return _ON.fullmatch(value) is not None
    return bool(_SESSION_MAYBE.fullmatch(name) and _SESSION_VALUE.fullmatch(value))
