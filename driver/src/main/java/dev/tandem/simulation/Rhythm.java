package dev.tandem.simulation;

import dev.tandem.averaging.Precision;

/**
 * How often and how replicas average.
 *
 * @param averageEvery local steps in a round
 * @param precision of what they tell each other
 * @param overlap whether the next round is trained while the last one is averaged
 */
public record Rhythm(int averageEvery, Precision precision, boolean overlap) {

    public Rhythm {
        if (averageEvery < 1) {
            throw new IllegalArgumentException("Invalid average_every: " + averageEvery + " (must be >= 1)");
        }
    }
}
