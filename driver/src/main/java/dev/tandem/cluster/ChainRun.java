package dev.tandem.cluster;

import dev.tandem.replica.SegmentChain;
import java.util.Objects;
import org.apache.spark.FutureAction;
import org.jspecify.annotations.Nullable;

/**
 * One Spark job at a chain of segments, and how far it is. While the run looks at the result of one segment, the tasks train the next one;
 * they go on as long as the run asks for just what comes next in the chain.
 */
final class ChainRun implements AutoCloseable {

    private final FutureAction<?> job;
    private final int tasks;
    private final Deliveries deliveries;
    private final JobWatch watch;
    private @Nullable SegmentChain next;
    private boolean hasBegun;

    /**
     * @param job has been submitted
     * @param chain what it trains
     * @param tasks how many slots it takes
     * @param deliveries of its tasks
     */
    ChainRun(FutureAction<?> job, SegmentChain chain, int tasks, Deliveries deliveries, JobWatch watch) {
        this.job = job;
        this.next = chain;
        this.tasks = tasks;
        this.deliveries = deliveries;
        this.watch = watch;
    }

    /** Whether there is more to come. */
    boolean hasNext() {
        return next != null;
    }

    /** Whether just this is to come. */
    boolean expects(SegmentChain ahead) {
        return next != null && next.isLike(ahead);
    }

    /** Whether the next result has come, or can still come. */
    boolean isAlive() {
        return !job.isCompleted() || deliveries.next().isDone();
    }

    /** Names the next segment. */
    String token() {
        return deliveries.token();
    }

    /**
     * The result of the next segment.
     *
     * @param ahead begins with that segment
     * @param slots how many tasks there could be. If more than there are, or if bad batches were met since the tasks began, the job ends
     *     with this segment, and what follows begins anew
     * @throws TryFailedException if the job failed before all tasks had delivered
     */
    Delivery await(SegmentChain ahead, int slots) throws TryFailedException, InterruptedException {
        SegmentChain current = Objects.requireNonNull(next);
        boolean isLast = hasBegun && (slots > tasks || !current.equals(ahead));
        deliveries.answer(!isLast);
        hasBegun = true;
        Delivery delivery = watch.await(deliveries.next(), job, tasks);
        deliveries.accept(delivery);
        boolean isWell = delivery.reports().stream().allMatch(report -> report.fault() == null);
        next = isWell && !isLast && current.hasRest() ? current.rest() : null;
        return delivery;
    }

    /** Waits for the tasks where they are about to end, and ends them where they train what nobody wants. */
    @Override
    public void close() {
        deliveries.close();
        if (next == null) {
            watch.letEnd(job);
        } else {
            watch.cancel(job);
        }
    }
}
