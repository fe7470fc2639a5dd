package dev.tandem.bench;

import dev.tandem.callback.Callback;
import dev.tandem.callback.Control;
import dev.tandem.metric.Logs;

/** Stops the run when a metric reaches a value, and prints when that was and how good it became. */
public final class StopAt implements Callback {

    private final String metric;
    private final double value;
    private long start;
    private double best;

    /** Greater is better. */
    public StopAt(String metric, double value) {
        this.metric = metric;
        this.value = value;
    }

    @Override
    public void onTrainBegin(Control control) {
        start = System.nanoTime();
    }

    @Override
    public void onEpochEnd(int epoch, Logs logs, Control control) {
        double now = logs.asMap().getOrDefault(metric, 0.0);
        best = Math.max(best, now);
        if (now >= value && !control.isStopping()) {
            System.out.println("figure seconds " + (System.nanoTime() - start) / 1e9 + " s");
            System.out.println("figure epochs " + (epoch + 1) + " epochs");
            control.stop(metric + " has reached " + value);
        }
    }

    @Override
    public void onTrainEnd(Logs logs, Control control) {
        System.out.println("figure best " + best + " " + metric);
    }
}
