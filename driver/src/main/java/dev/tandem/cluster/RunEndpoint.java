package dev.tandem.cluster;

import dev.tandem.task.DriverMessage;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.rpc.RpcCallContext;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.rpc.ThreadSafeRpcEndpoint;
import org.jspecify.annotations.Nullable;
import scala.PartialFunction;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/**
 * The driver's ear for a run's tasks: lets them meet, gives them the state, and passes on their progress and their results.
 * Spark calls it from one thread at a time.
 */
final class RunEndpoint implements ThreadSafeRpcEndpoint {

    private final RpcEnv rpcEnv;
    private final SegmentProgress progress;
    private final Map<String, Meeting> meetings = new HashMap<>();
    private volatile @Nullable StateOnDemand state;
    private volatile @Nullable Deliveries deliveries;

    RunEndpoint(RpcEnv rpcEnv, SegmentProgress progress) {
        this.rpcEnv = rpcEnv;
        this.progress = progress;
    }

    /** From now on tasks that ask for a state get this one. */
    void gives(StateOnDemand newState) {
        state = newState;
    }

    /** From now on the tasks of this try are heard, and no others. */
    void hears(Deliveries newDeliveries) {
        deliveries = newDeliveries;
    }

    /** Tasks of one stage attempt that wait for each other. */
    private static final class Meeting {

        private final @Nullable String[] addresses;
        private final Map<Integer, RpcCallContext> waiting = new TreeMap<>();

        Meeting(int tasks) {
            addresses = new @Nullable String[tasks];
        }

        /** Notes who has come; once all have, tells everyone where they are. */
        boolean join(DriverMessage.Meet meet, RpcCallContext context) {
            addresses[meet.task()] = meet.address();
            waiting.put(meet.task(), context);
            if (waiting.size() < addresses.length) {
                return false;
            }
            waiting.values().forEach(each -> each.reply(addresses));
            return true;
        }
    }

    @Override
    public RpcEnv rpcEnv() {
        return rpcEnv;
    }

    @Override
    public PartialFunction<Object, BoxedUnit> receive() {
        return new Handler() {
            @Override
            void handle(Object[] message) {
                if (DriverMessage.isValues(message)) {
                    current().take(DriverMessage.decodeValues(message));
                } else {
                    progress.accept(DriverMessage.decodeProgress(message));
                }
            }
        };
    }

    @Override
    public PartialFunction<Object, BoxedUnit> receiveAndReply(RpcCallContext context) {
        return new Handler() {
            @Override
            void handle(Object[] message) {
                if (DriverMessage.isResult(message)) {
                    current().take(DriverMessage.decodeResult(message), context);
                } else if (DriverMessage.isState(message)) {
                    give(DriverMessage.decodeState(message), context);
                } else {
                    meet(DriverMessage.decodeMeet(message), context);
                }
            }
        };
    }

    private Deliveries current() {
        return Objects.requireNonNull(deliveries, "No segment has begun");
    }

    private void give(DriverMessage.State wanted, RpcCallContext context) {
        StateOnDemand current = state;
        if (current == null) {
            context.sendFailure(new IllegalStateException("No segment has begun"));
            return;
        }
        try {
            var unused = current.ask(wanted.token()).whenComplete((broadcast, failure) -> {
                if (failure == null) {
                    context.reply(broadcast);
                } else {
                    context.sendFailure(failure);
                }
            });
        } catch (IllegalStateException refused) {
            context.sendFailure(refused);
        }
    }

    private void meet(DriverMessage.Meet meet, RpcCallContext context) {
        try {
            current().requireOwn(meet.session());
        } catch (IllegalStateException refused) {
            context.sendFailure(refused);
            return;
        }
        Meeting meeting = meetings.computeIfAbsent(meet.session(), session -> new Meeting(meet.tasks()));
        if (meeting.join(meet, context)) {
            meetings.clear(); // older meetings are of attempts that failed
            progress.begin(current().met(meet.session()));
        }
    }

    /** A partial function over encoded messages, which is what Spark asks for. */
    private abstract static class Handler extends AbstractPartialFunction<Object, BoxedUnit> {

        abstract void handle(Object[] message);

        @Override
        public boolean isDefinedAt(Object message) {
            return message instanceof Object[];
        }

        @Override
        public BoxedUnit apply(Object message) {
            handle((Object[]) message);
            return BoxedUnit.UNIT;
        }
    }
}
