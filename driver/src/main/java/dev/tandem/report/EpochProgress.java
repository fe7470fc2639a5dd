package dev.tandem.report;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.Locale;

/**
 * How far an epoch is, and how Keras says so.
 *
 * @param epoch number of the epoch, from 0
 * @param epochs how many there will be
 * @param steps batches in this epoch, over all replicas
 * @param nanosAtBegin when it began, on the reporter's clock
 * @param done batches trained on
 * @param samples samples trained on
 * @param lossSum sum of the loss over those samples
 */
record EpochProgress(int epoch, int epochs, long steps, long nanosAtBegin, long done, long samples, double lossSum) {

    static final EpochProgress NONE = begin(0, 0, 0, 0);

    static EpochProgress begin(int epoch, int epochs, long steps, long nanoTime) {
        return new EpochProgress(epoch, epochs, steps, nanoTime, 0, 0, 0);
    }

    EpochProgress at(long newDone, long newSamples, double newLossSum) {
        return new EpochProgress(epoch, epochs, steps, nanosAtBegin, Math.min(newDone, steps), newSamples, newLossSum);
    }

    String title() {
        return "Epoch " + (epoch + 1) + "/" + epochs;
    }

    /** Batches done of all, as wide at the first as at the last. */
    String count() {
        String total = Long.toString(steps);
        return String.format(Locale.ROOT, "%" + total.length() + "d/%s", done, total);
    }

    String bar(int cells) {
        int full = steps == 0 ? 0 : (int) (cells * done / steps);
        String head = full == cells || done == 0 ? "" : ">";
        return "[" + "=".repeat(full - (full > 0 ? head.length() : 0)) + head
                + ".".repeat(cells - Math.max(full, head.length())) + "]";
    }

    String elapsed(long nanoTime) {
        return Formats.duration(Math.round(seconds(nanoTime)));
    }

    /** Time left at the speed so far; time elapsed while that is unknown. */
    String remaining(long nanoTime) {
        return done == 0
                ? elapsed(nanoTime)
                : "ETA: " + Formats.duration((long) Math.ceil(seconds(nanoTime) * (steps - done) / done));
    }

    /** Time per step and samples per second; empty before the first step. */
    String speed(long nanoTime) {
        double seconds = seconds(nanoTime);
        if (done == 0 || seconds <= 0) {
            return "";
        }
        return " - " + Formats.secondsPerStep(seconds / done) + " - "
                + String.format(Locale.ROOT, "%.0f samples/s", samples / seconds);
    }

    /** Mean loss of the samples so far; empty before the first. */
    String loss() {
        return samples == 0 ? "" : " - loss: " + Formats.number(lossSum / samples);
    }

    private double seconds(long nanoTime) {
        return (nanoTime - nanosAtBegin) / (double) SECONDS.toNanos(1);
    }
}
