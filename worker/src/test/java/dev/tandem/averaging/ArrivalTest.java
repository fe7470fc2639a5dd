package dev.tandem.averaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ArrivalTest {

    @Test
    void progress_isToldAtStepsAndAtTheEnd() {
        Arrival arrival = new Arrival(FloatBuffer.wrap(new float[20], 5, 10), 4);

        assertThat(put(arrival, 3)).isFalse();
        assertThat(arrival.arrived()).isZero();
        assertThat(put(arrival, 2)).isTrue();
        assertThat(arrival.arrived()).isEqualTo(5);
        assertThat(put(arrival, 2)).isFalse();
        assertThat(arrival.complete()).isFalse();
        assertThat(put(arrival, 3)).isTrue();
        assertThat(arrival.arrived()).isEqualTo(10);
        assertThat(arrival.complete()).isTrue();
    }

    @Test
    void cancelled_leavesTheDestinationAlone() {
        float[] destination = new float[4];
        Arrival arrival = new Arrival(FloatBuffer.wrap(destination), 1);
        put(arrival, 1);
        arrival.cancel();

        assertThat(put(arrival, 3)).isFalse();
        assertThat(destination).containsExactly(1, 0, 0, 0);
        assertThat(arrival.complete()).isTrue();
    }

    private static boolean put(Arrival arrival, int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return arrival.put(FloatBuffer.wrap(ones));
    }
}
