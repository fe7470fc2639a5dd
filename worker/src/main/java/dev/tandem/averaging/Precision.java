package dev.tandem.averaging;

/**
 * How exactly replicas tell each other what changed since the last average. What they keep is always float32.
 *
 * <p>Below {@link #FLOAT32}, what coding cuts off of a change is kept and added to the next one, on both sides: by each replica for what
 * it sends, and by the owner of a slice for the averaged change. So no part of a change is lost, it only comes later: error feedback
 * (arXiv 1901.09847), on both sides as in 1-bit Adam (arXiv 2102.02888). The optimizer's state is exchanged as bfloat16 values, not as
 * changes, as a second moment that coding made zero or negative would break the optimizer.
 *
 * <p>The last round of a segment is exchanged in float32, with all that was held back. A segment therefore begins and ends with nothing held
 * back, and a commit needs no more than the agreed state. The bits of the result then depend on where the run is cut into segments, by
 * epochs and commits, but still not on the number of executors. A single replica exchanges nothing and loses nothing.
 */
public enum Precision {
    /** All bits. */
    FLOAT32,
    /** IEEE half precision with a scale for each 1 024 parameters: half of the bytes. */
    FLOAT16,
    /** One byte a parameter with a scale for each 1 024 parameters: a quarter of the bytes of parameters, a half of the state's. */
    INT8
}
