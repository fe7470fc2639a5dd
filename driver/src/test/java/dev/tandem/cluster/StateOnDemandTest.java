package dev.tandem.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.model.TrainingState;
import dev.tandem.train.TestSpark;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("cluster")
final class StateOnDemandTest {

    @Test
    void state_isBroadcastOnceForAllWhoAsk_andDestroyedAtTheEnd() throws InterruptedException, ExecutionException {
        TrainingState state = Segments.start();
        try (JavaSparkContext spark = TestSpark.open("local[1]")) {
            StateOnDemand demand = new StateOnDemand("run/1.0", spark, state);
            assertThat(demand.asked()).isZero();

            Broadcast<byte[]> first = demand.ask("run/1.0").get();

            assertThat(first.value()).isEqualTo(StateBytes.encode(state));
            assertThat(demand.ask("run/1.0").get()).isSameAs(first);
            assertThat(demand.asked()).isEqualTo(2);
            demand.close();
            assertThatThrownBy(first::value).hasMessageContaining("destroyed");
            assertThatThrownBy(() -> demand.ask("run/1.0"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The driver gives out the state run/1.0 only, until its segment ended; a task asked for"
                            + " run/1.0");
        }
    }

    @Test
    void anotherState_isRefused() {
        try (JavaSparkContext spark = TestSpark.open("local[1]");
                StateOnDemand demand = new StateOnDemand("run/1.0", spark, Segments.start())) {
            assertThatThrownBy(() -> demand.ask("run/0.0"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The driver gives out the state run/1.0 only; a task asked for run/0.0");
            assertThat(demand.asked()).isZero();
        }
    }
}
