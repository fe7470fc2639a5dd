package dev.tandem.checkpoint;

/**
 * How far a run had come at a commit.
 *
 * @param epoch epochs done
 * @param round rounds done of the epoch after those
 */
public record Position(int epoch, int round) {

    public Position {
        if (epoch < 0 || round < 0) {
            throw new IllegalArgumentException(
                    "Invalid position: epoch " + epoch + ", round " + round + " (must be >= 0)");
        }
    }
}
