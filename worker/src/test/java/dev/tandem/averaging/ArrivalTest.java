package dev.tandem.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.model.Floats;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalTest {

    @Test
    void progress_isToldAtStepsAndAtTheEnd() {
        Arrival arrival = new Arrival(Incoming.into(Floats.of(new float[20]), 5, 10), 0, 10, 4);

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
        Arrival arrival = new Arrival(Incoming.into(Floats.of(destination), 0, 4), 0, 4, 1);
        put(arrival, 1);
        arrival.cancel();

        assertThat(put(arrival, 3)).isFalse();
        assertThat(destination).containsExactly(1, 0, 0, 0);
        assertThat(arrival.complete()).isTrue();
    }

    @Test
    void wholeContribution_isReadWhereItIs_onlyIfTheReaderWants() {
        Floats values = Floats.of(1, 2, 3);
        for (boolean readsInPlace : new boolean[] {true, false}) {
            Incoming incoming = Incoming.stored(new Storage(), 3, 3, readsInPlace);
            Arrival arrival = incoming.next(header(0, 3));

            assertThat(arrival.take(values)).isTrue();
            assertThat(arrival.complete()).isTrue();
            assertThat(incoming.arrived()).isEqualTo(3);
            assertThat(all(incoming.place())).containsExactly(1, 2, 3);
            assertThat(incoming.place() == values).isEqualTo(readsInPlace);
        }
    }

    @Test
    void partOfAContribution_isCopied() {
        Incoming incoming = Incoming.stored(new Storage(), 3, 3, true);

        incoming.next(header(0, 2)).take(Floats.of(1, 2));
        incoming.next(header(2, 1)).take(Floats.of(3));

        assertThat(all(incoming.place())).containsExactly(1, 2, 3);
    }

    @Test
    void cancelledMessage_isNotTaken() {
        Incoming incoming = Incoming.stored(new Storage(), 1, 1, true);
        Arrival arrival = incoming.next(header(0, 1));
        arrival.cancel();

        assertThat(arrival.take(Floats.of(5))).isFalse();
        assertThat(all(incoming.place())).containsExactly(0);
    }

    @Test
    void moreThanAnnounced_isRefused() {
        Arrival arrival = Incoming.stored(new Storage(), 4, 4, false).next(header(0, 2));

        assertThatThrownBy(() -> put(arrival, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("message of more than the 2 floats that it announced, at 3");
    }

    private static MessageHeader header(int offset, int floats) {
        return new MessageHeader(0, MessageHeader.Phase.CONTRIBUTION, offset, floats, List.of());
    }

    private static float[] all(Floats floats) {
        float[] values = new float[floats.length()];
        floats.read(0, values, 0, values.length);
        return values;
    }

    private static boolean put(Arrival arrival, int count) {
        float[] ones = new float[count];
        Arrays.fill(ones, 1);
        return arrival.put(FloatBuffer.wrap(ones));
    }
}
