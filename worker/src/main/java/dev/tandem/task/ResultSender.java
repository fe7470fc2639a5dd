package dev.tandem.task;

import dev.tandem.averaging.AgreedState;
import dev.tandem.plan.IndexRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import scala.concurrent.Future;

/** Hands the results of a chain's segments to the driver while the task trains on, at most one segment ahead of what is accepted. */
final class ResultSender {

    /** In pieces of this size, no message is large. */
    private static final int PIECE = 1 << 20;

    private final DriverLink driver;
    private @Nullable Future<Boolean> before;
    private @Nullable Future<Boolean> latest;

    ResultSender(DriverLink driver) {
        this.driver = driver;
    }

    /**
     * Hands over a segment's result.
     *
     * @param agreed copied before this returns
     * @param slice which of its values this task answers for
     */
    void send(DriverMessage.Place place, TaskReport report, AgreedState agreed, IndexRange slice) {
        for (int from = slice.from(); from < slice.to(); from += PIECE) {
            int to = Math.min(slice.to(), from + PIECE);
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * (to - from)).order(ByteOrder.LITTLE_ENDIAN);
            agreed.write(bytes.asFloatBuffer(), from, to);
            driver.tell(new DriverMessage.Values(place, from, bytes.array()));
        }
        before = latest;
        latest = driver.deliver(new DriverMessage.Result(place, slice.size(), report.toJson()));
    }

    /** Whether the task may begin one more segment. Waits until the last but one is accepted. */
    boolean mayGoOn() throws InterruptedException {
        return before == null || driver.mayGoOn(before);
    }
}
