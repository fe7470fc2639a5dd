package dev.tandem.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.averaging.Averager;
import dev.tandem.averaging.Contribution;
import dev.tandem.averaging.MessageHeader;
import dev.tandem.averaging.Note;
import dev.tandem.averaging.PeerAverager;
import dev.tandem.averaging.PeerLostException;
import dev.tandem.averaging.Session;
import dev.tandem.averaging.SessionKey;
import dev.tandem.averaging.Sessions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorStreamTest {

    private static final MessageHeader HEADER =
            new MessageHeader(0, MessageHeader.Phase.CONTRIBUTION, 0, 3, List.of(new Note(1, 1, null)));

    @Test
    void values_areJoined_howeverTheBytesComeApart() throws Exception {
        for (int first = 0; first <= 12; first++) {
            for (int size = 1; size <= 12; size++) {
                assertThat(averageWithPieces(first, size, 12))
                        .as("%d bytes, then %d at a time", first, size)
                        .containsExactly(1f, -2f, 3.5f);
            }
        }
    }

    @Test
    void tooFewValues_loseThePeer() {
        assertThatThrownBy(() -> averageWithPieces(0, 4, 11))
                .isInstanceOf(PeerLostException.class)
                .hasMessageContaining("it sent fewer values than it announced");
    }

    @Test
    void valuesNobodyWaitsFor_areDropped() {
        ByteBuffer bytes = ByteBuffer.allocate(7);
        VectorStream stream = new VectorStream(null, 1, null);
        stream.onData(stream.getID(), bytes);
        stream.onComplete(stream.getID());

        assertThat(bytes.remaining()).isEqualTo(7);
    }

    private static float[] averageWithPieces(int first, int size, int total) throws InterruptedException {
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(new float[] {2f, -4f, 7f});
        Sessions sessions = new Sessions();
        SessionKey key = new SessionKey("run", 0, 0);
        Session receiver = sessions.local(key, 0, 2, () -> false);
        try (Averager averager = new PeerAverager(receiver, 3);
                Averager peer = new PeerAverager(sessions.local(key, 1, 2, () -> false), 3)) {
            VectorStream stream = new VectorStream(receiver, 1, receiver.deliver(1, HEADER));
            int end = Math.min(first, total);
            for (int start = 0; start < total; start = end, end = Math.min(total, end + size)) {
                stream.onData(stream.getID(), bytes.slice(start, end - start));
            }
            stream.onComplete(stream.getID());
            float[] result = new float[3];
            averager.average(0, List.of(new Contribution(0, 1, new float[3], null)), result, result);
            return result;
        }
    }
}
