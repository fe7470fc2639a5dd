package dev.tandem.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.averaging.Precision;
import dev.tandem.simulation.Workload.StepTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {

    private static final Costs FREE = new Costs(0, 1e30, 0);
    private static final Link ENDLESS = new Link(1e30, 0);

    private static Workload workload(int batches, double deviation) {
        return new Workload(batches, new StepTime(0.01, deviation), 1_000_000, 2_000_000);
    }

    private static Rhythm every(int steps) {
        return new Rhythm(steps, Precision.FLOAT32, false);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64})
    void epoch_withoutAnyCost_isTheFullestReplicasSteps(int executors) {
        Prediction epoch = new Simulation(workload(100, 0), ENDLESS, FREE).epoch(executors, every(4));

        int steps = (99 / executors) + 1;
        assertThat(epoch.seconds()).isEqualTo(steps * 0.01, within(1e-9));
        assertThat(epoch.efficiency()).isEqualTo(100.0 / executors / steps, within(1e-9));
        assertThat(epoch.averagingSeconds()).isEqualTo(0, within(1e-9));
    }

    @Test
    void epoch_ofOneExecutor_averagesWithNobody() {
        Prediction epoch = new Simulation(workload(100, 0.005), new Link(1e6, 1), FREE).epoch(1, every(1));

        assertThat(epoch.bytesPerAverage()).isZero();
        assertThat(epoch.averagingSeconds()).isZero();
    }

    @Test
    void average_costsLatencyMessagesAndBytes() {
        Link link = new Link(1e9, 0.001);
        Costs costs = new Costs(0.0001, 1e30, 0);

        Prediction epoch = new Simulation(workload(8, 0), link, costs).epoch(4, every(1));

        // Two rounds of a reduce-scatter and an all-gather of three quarters of 12 MB each, the latter in 6 blocks for
        // each peer.
        assertThat(epoch.bytesPerAverage()).isEqualTo(18_000_000);
        assertThat(epoch.averagingSeconds()).isEqualTo(2 * (2 * 0.001 + 21 * 0.0001 + 0.018), within(1e-9));
    }

    @Test
    void average_isNoFasterThanTheProcessor() {
        Simulation slowProcessor = new Simulation(workload(8, 0), ENDLESS, new Costs(0, 1e9, 0));

        assertThat(slowProcessor.epoch(4, every(1)).averagingSeconds()).isEqualTo(2 * 0.018, within(1e-9));
    }

    @Test
    void round_lastsAsLongAsTheSlowestReplica() {
        Simulation unsteady = new Simulation(workload(1600, 0.002), ENDLESS, FREE);

        double seldom = unsteady.epoch(16, every(100)).seconds();
        double often = unsteady.epoch(16, every(1)).seconds();

        // The largest of 16 standard normal values is 1.766 on average.
        assertThat(seldom).isEqualTo(100 * 0.01 + Math.sqrt(100) * 0.002 * 1.766, within(1e-4));
        assertThat(often).isEqualTo(100 * (0.01 + 0.002 * 1.766), within(1e-3));
    }

    @Test
    void overlap_hidesAllButTheLastAverage() {
        Simulation simulation = new Simulation(workload(40, 0), new Link(9e9, 0), FREE);

        Prediction epoch = simulation.epoch(4, new Rhythm(1, Precision.FLOAT32, true));

        assertThat(epoch.averagingSeconds()).isEqualTo(0.002, within(1e-9));
    }

    @Test
    void overlap_ofALongerAverage_showsTheRest() {
        Simulation simulation = new Simulation(workload(40, 0), new Link(1e9, 0), FREE);

        Prediction epoch = simulation.epoch(4, new Rhythm(1, Precision.FLOAT32, true));

        assertThat(epoch.averagingSeconds()).isEqualTo(9 * 0.008 + 0.018, within(1e-9));
    }

    @Test
    void epoch_onNoExecutor_isRefused() {
        assertThatThrownBy(() -> new Simulation(workload(8, 0), ENDLESS, FREE).epoch(0, every(1)))
                .hasMessage("Invalid number of executors: 0 (must be >= 1)");
    }
}
