package dev.tandem.averaging;

/**
 * Why a replica cannot go on: something that would happen again on any machine, so a retry is of no use.
 *
 * @param kind what sort of fault
 * @param replica where it happened
 * @param round of the epoch, from 0
 * @param index of the batch in the Sequence
 * @param message what happened, in a sentence for the user
 */
public record Fault(Kind kind, int replica, int round, int index, String message) {

    /** Sorts of fault. */
    public enum Kind {
        /** The loss is NaN or infinite. */
        NON_FINITE_LOSS,
        /** A batch could not be read or does not fit the model. */
        BAD_BATCH,
        /** One more such batch than may be skipped. */
        TOO_MANY_BAD_BATCHES
    }
}
