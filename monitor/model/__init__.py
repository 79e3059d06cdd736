"""The values that flow along the road: frozen, slotted, keyword-only; they know nothing but each
other.
"""
