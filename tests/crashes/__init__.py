"""What becomes of a digest when the bot is killed and the messenger misbehaves: real processes over real HTTP.

The tests run it small, ``make bench`` in full. The sandbox outlives the bot, so it knows what really arrived.
"""
