package dev.tandem.averaging;

/** How exactly replicas tell each other what changed since the last average. What they keep is always float32. */
public enum Precision {
    /** All bits. */
    FLOAT32,
    /** IEEE half precision, a quarter to a half of the bytes. */
    FLOAT16,
    /** One byte a parameter. */
    INT8
}
