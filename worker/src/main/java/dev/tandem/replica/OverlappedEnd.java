package dev.tandem.replica;

import dev.tandem.averaging.Contribution;
import dev.tandem.averaging.Fault;
import dev.tandem.model.Floats;
import dev.tandem.plan.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Replicas train the next round while the last one is averaged, so that others' changes come one round late.
 *
 * <pre>
 * after round k:   wait for the average of round k-1, correct: own += agreed(k-1) - snapshot(k-1)
 *                  snapshot(k) = own; begin to average it; train round k+1 from own
 * after the last:  the same, but wait for its average, too: all replicas agree
 * </pre>
 *
 * <p>So a replica is always at the newest agreed state that it knows plus its own change since. Only parameters are corrected: a
 * difference added to second moments, which must not be negative, could make them so. The optimizer's state stays each replica's own until
 * the segment ends with its average, as DiLoCo (arXiv 2311.08105) keeps it for good.
 */
final class OverlappedEnd implements RoundEnd {

    private final int parameters;
    private final int lastRound;
    private final Agreement agreement;
    private final float[] average;
    private final List<float[]> own;
    private final List<float[]> snapshots;
    private final AveragingThread thread = new AveragingThread();
    private AveragingThread.@Nullable Pending pending;

    OverlappedEnd(Segment segment, int replicas, int parameters, Agreement agreement) {
        this.parameters = parameters;
        this.lastRound = segment.toRound() - 1;
        this.agreement = agreement;
        this.average = agreement.placeForAverage();
        this.own = copies(agreement.values(), replicas);
        this.snapshots = copies(agreement.values(), replicas);
    }

    private static List<float[]> copies(float[] values, int count) {
        return IntStream.range(0, count).mapToObj(i -> values.clone()).toList();
    }

    @Override
    public float[] begin(int i) {
        return own.get(i);
    }

    @Override
    public float[] end(int i) {
        return own.get(i);
    }

    @Override
    public @Nullable Fault roundDone(int round, List<Contribution> contributions) throws InterruptedException {
        Fault earlier = agreed();
        if (earlier != null) {
            return earlier;
        }
        List<Contribution> given = snapshot(contributions);
        pending = thread.start(() -> agreement.reach(round, given, average));
        // A replica that has failed cannot train another round meanwhile.
        boolean isFaulty = contributions.stream().anyMatch(each -> each.fault() != null);
        return round == lastRound || isFaulty ? agreed() : null;
    }

    /** Waits for the average that is under way and corrects this task's replicas by it. */
    private @Nullable Fault agreed() throws InterruptedException {
        if (pending == null) {
            return null;
        }
        Fault fault = pending.await();
        pending = null;
        if (fault == null) {
            for (int i = 0; i < own.size(); i++) {
                correct(own.get(i), agreement.values(), snapshots.get(i));
            }
        }
        return fault;
    }

    private void correct(float[] values, float[] agreed, float[] snapshot) {
        for (int i = 0; i < parameters; i++) {
            values[i] = (float) (values[i] + ((double) agreed[i] - snapshot[i]));
        }
    }

    private List<Contribution> snapshot(List<Contribution> contributions) {
        List<Contribution> given = new ArrayList<>();
        for (int i = 0; i < contributions.size(); i++) {
            Contribution replica = contributions.get(i);
            System.arraycopy(own.get(i), 0, snapshots.get(i), 0, own.get(i).length);
            given.add(replica.with(Floats.of(snapshots.get(i))));
        }
        return given;
    }

    @Override
    public void close() {
        thread.close();
    }
}
