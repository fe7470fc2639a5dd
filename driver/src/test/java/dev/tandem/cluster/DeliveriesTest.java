package dev.tandem.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.model.TrainingState;
import dev.tandem.task.DriverMessage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.spark.rpc.RpcAddress;
import org.apache.spark.rpc.RpcCallContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DeliveriesTest {

    private static final TrainingState FOUR = new TrainingState(new float[3], new float[1], new float[0], 0, 0, 0.5);
    private static final String SESSION = "run/0/4.0";

    private final Deliveries deliveries = new Deliveries("run/0", 2, FOUR);

    /** Keeps what a task is answered. */
    private static final class Answer implements RpcCallContext {

        private @Nullable Object given;

        @Override
        public void reply(Object response) {
            given = response;
        }

        @Override
        public void sendFailure(Throwable e) {
            given = String.valueOf(e.getMessage());
        }

        @Override
        public RpcAddress senderAddress() {
            return new RpcAddress("host", 1);
        }
    }

    /** Delivers half of the values, each the number of its segment plus its place. */
    private Answer deliver(String session, int segment, int task) {
        DriverMessage.Place place = new DriverMessage.Place(session, segment, task);
        ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putFloat(10 * segment + 2 * task).putFloat(10 * segment + 2 * task + 1);
        deliveries.take(new DriverMessage.Values(place, 2 * task, bytes.array()));
        return result(place, 2);
    }

    private Answer result(DriverMessage.Place place, int count) {
        Answer answer = new Answer();
        String report = "{\"task\": " + place.task() + ", \"replicas\": []}";
        deliveries.take(new DriverMessage.Result(place, count, report), answer);
        return answer;
    }

    private void accept() {
        deliveries.accept(deliveries.next().join());
    }

    @Test
    void segment_isWholeOnceAllTasksHaveDelivered() {
        deliveries.met(SESSION);

        deliver(SESSION, 0, 1);
        assertThat(deliveries.next()).isNotDone();
        deliver(SESSION, 0, 0);

        Delivery delivery = deliveries.next().join();
        assertThat(delivery.state().parameters()).containsExactly(0, 1, 2);
        assertThat(delivery.state().updaterState()).containsExactly(3);
        assertThat(delivery.state().learningRate()).isEqualTo(0.5);
        assertThat(delivery.reports()).extracting("task").containsExactly(0, 1);
    }

    @Test
    void nextSegment_mayComeBeforeTheOneBeforeIsAccepted_butNoLaterOne() {
        deliveries.met(SESSION);
        deliver(SESSION, 0, 0);
        deliver(SESSION, 1, 0);
        deliver(SESSION, 0, 1);
        deliver(SESSION, 1, 1);

        assertThat(deliver(SESSION, 2, 0).given).asString().startsWith("The driver does not wait for Place[");
        assertThat(deliveries.next().join().state().parameters()).containsExactly(0, 1, 2);
        accept();
        assertThat(deliveries.next().join().state().parameters()).containsExactly(10, 11, 12);
        assertThat(deliveries.token()).isEqualTo(SESSION + "#1");
    }

    @Test
    void tasks_areAnsweredWhenTheRunAsksForMore() {
        deliveries.met(SESSION);
        Answer first = deliver(SESSION, 0, 0);
        Answer second = deliver(SESSION, 0, 1);
        accept();
        Answer ahead = deliver(SESSION, 1, 0);
        assertThat(first.given).isNull();

        deliveries.answer(true);
        assertThat(first.given).isEqualTo(true);
        assertThat(second.given).isEqualTo(true);
        assertThat(ahead.given).isNull();

        Answer last = deliver(SESSION, 1, 1);
        accept();
        deliveries.answer(false);
        assertThat(ahead.given).isEqualTo(false);
        assertThat(last.given).isEqualTo(false);
    }

    @Test
    void whatIsNotWanted_isRefusedAndChangesNothing() {
        assertThat(deliver(SESSION, 0, 0).given).asString().startsWith("The driver does not wait");
        deliveries.met(SESSION);
        deliver(SESSION, 0, 0);

        assertThat(deliver(SESSION, 0, 0).given).as("twice").isNotNull();
        assertThat(deliver("run/0/5.0", 0, 1).given).as("another stage").isNotNull();
        assertThat(deliver(SESSION, 0, 2).given).as("a task too many").isNotNull();
        assertThat(deliver(SESSION, -1, 1).given).as("an earlier segment").isNotNull();
        assertThat(result(new DriverMessage.Place(SESSION, 0, 1), 2).given)
                .as("values that were lost")
                .isNotNull();
        assertThat(deliveries.next()).isNotDone();
    }

    @Test
    void strangers_mayNotMeet() {
        deliveries.requireOwn(SESSION);
        deliveries.requireOwn("run/0/5.0");
        deliveries.met(SESSION);

        assertThatThrownBy(() -> deliveries.requireOwn("run/0/5.0"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The driver waits for tasks of run/0/4.0; one of run/0/5.0 came");
        assertThatThrownBy(() -> new Deliveries("run/1", 2, FOUR).requireOwn("run/11/4.0"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The driver waits for tasks of run/1; one of run/11/4.0 came");
    }

    @Test
    void closing_answersAllWhoWait_andRefusesWhoComesLater() {
        deliveries.met(SESSION);
        Answer first = deliver(SESSION, 0, 0);
        deliver(SESSION, 0, 1);
        accept();
        Answer ahead = deliver(SESSION, 1, 0);

        deliveries.close();

        assertThat(first.given).isEqualTo(false);
        assertThat(ahead.given).isEqualTo(false);
        assertThat(deliver(SESSION, 1, 1).given).asString().startsWith("The driver does not wait");
        assertThatThrownBy(() -> deliveries.requireOwn(SESSION))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The driver waits for tasks of run/0/4.0 no more; one of run/0/4.0 came");
    }
}
