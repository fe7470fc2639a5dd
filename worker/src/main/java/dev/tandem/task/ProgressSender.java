package dev.tandem.task;

import dev.tandem.replica.Progress;

/** Adds up a task's steps and tells the driver of them a few times a second. */
final class ProgressSender implements Progress {

    private static final long INTERVAL_NANOS = 100_000_000;

    private final DriverLink driver;
    private final String token;
    private final int task;
    private long lastSent = System.nanoTime();
    private int steps;
    private long samples;
    private double lossSum;

    /** @param token names the segment */
    ProgressSender(DriverLink driver, String token, int task) {
        this.driver = driver;
        this.token = token;
        this.task = task;
    }

    @Override
    public void stepDone(int stepSamples, double loss) {
        steps++;
        samples += stepSamples;
        lossSum += loss * stepSamples;
        long now = System.nanoTime();
        if (now - lastSent >= INTERVAL_NANOS) {
            lastSent = now;
            driver.tell(new DriverMessage.Progress(token, task, steps, samples, lossSum));
        }
    }
}
