"""The road of the news, written once.

    schedule → discover → fetch → extract → dedupe → detect → judge → alert → deliver
    '--- polling.py ---'   '- reading.py -'   '-------- judging.py ---------'   delivering.py

Each stage decides by a pure function of its room; what is done between two decisions goes through
the ports. Between the halves of the road lie two queues, so that a slow page never holds up a poll
and a slow receiver never holds up the news.
"""
