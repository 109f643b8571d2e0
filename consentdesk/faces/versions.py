"""Which engines and recipes made a result; a change in either changes the word.

Stored with boxes and vectors. Vectors of different matcher versions are never compared.
"""

DETECTOR_VERSION = "centerface-3"
MATCHER_VERSION = "dlib-points-mirror-1"
