package dev.tandem.simulation;

import dev.tandem.data.Batch;
import dev.tandem.metric.MetricSums;
import dev.tandem.model.TrainableModel;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/** Measures a model's step on this machine, on one core. */
public final class StepTimer {

    private final Duration warmUp;
    private final Duration measured;

    /**
     * @param warmUp steps to leave out: the first ones compile
     * @param measured how long to measure after that; two steps at least
     */
    public StepTimer(Duration warmUp, Duration measured) {
        this.warmUp = warmUp;
        this.measured = measured;
    }

    /** Trains on batches as long as it takes, over and over; the model has learned from them afterwards. */
    public Workload.StepTime measure(TrainableModel model, Iterable<Batch> batches) {
        Steps steps = new Steps(model, batches);
        steps.during(warmUp, 1);
        SummaryStatistics seconds = steps.during(measured, 2);
        return new Workload.StepTime(seconds.getMean(), seconds.getStandardDeviation());
    }

    private static final class Steps {

        private final TrainableModel model;
        private final Iterable<Batch> batches;
        private Iterator<Batch> next;

        Steps(TrainableModel model, Iterable<Batch> batches) {
            this.model = model;
            this.batches = batches;
            this.next = batches.iterator();
        }

        SummaryStatistics during(Duration time, int least) {
            SummaryStatistics seconds = new SummaryStatistics();
            long end = System.nanoTime() + time.toNanos();
            while (seconds.getN() < least || System.nanoTime() < end) {
                seconds.addValue(step());
            }
            return seconds;
        }

        private double step() {
            if (!next.hasNext()) {
                next = batches.iterator();
            }
            try (Batch batch = next.next()) {
                long begin = System.nanoTime();
                model.step(batch, new MetricSums(List.of()));
                return (System.nanoTime() - begin) / 1e9;
            }
        }
    }
}
