package dev.tandem.plan;

/**
 * A batch that could not be trained on and was left out.
 *
 * @param replica that it was dealt to
 * @param position in the epoch's order
 * @param index of the batch in the Sequence
 * @param reason what is wrong with it, in a sentence that names it
 */
public record SkippedBatch(int replica, int position, int index, String reason) {

    IndexRange positions() {
        return new IndexRange(position, position + 1);
    }
}
