package dev.tandem.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.averaging.Fault;
import dev.tandem.averaging.MessageHeader;
import dev.tandem.averaging.Note;
import dev.tandem.averaging.SessionKey;
import dev.tandem.averaging.Sessions;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {

    private static final SessionKey KEY = new SessionKey("r\u00fcn", 7, 2);
    private static final MessageHeader HEADER = new MessageHeader(
            5,
            MessageHeader.Phase.CONTRIBUTION,
            11,
            13,
            List.of(new Note(0, 64, null), new Note(3, 0, new Fault(Fault.Kind.BAD_BATCH, 3, 5, 99, "no \u00e9"))));

    @Test
    void values_comeBackAsTheyWere() {
        ByteBuffer bytes = Wire.values(KEY, 1, 4, HEADER).nioBuffer();

        assertThat(Wire.readKind(bytes)).isEqualTo(Wire.Kind.VALUES);
        assertThat(Wire.readEnvelope(bytes)).isEqualTo(new Wire.Envelope(KEY, 1, 4));
        assertThat(Wire.readHeader(bytes)).isEqualTo(HEADER);
        assertThat(bytes.remaining()).isZero();
    }

    @Test
    void hello_comesBackAsItWas() {
        ByteBuffer bytes = Wire.hello(KEY, 1, 4, "jvm").nioBuffer();

        assertThat(Wire.readKind(bytes)).isEqualTo(Wire.Kind.HELLO);
        assertThat(Wire.readEnvelope(bytes)).isEqualTo(new Wire.Envelope(KEY, 1, 4));
        assertThat(Wire.readText(bytes)).isEqualTo("jvm");
    }

    @Test
    void answers_comeBackAsTheyWere() {
        for (Sessions.Answer answer : Sessions.Answer.values()) {
            assertThat(Wire.readAnswer(Wire.answer(answer).nioBuffer())).isEqualTo(answer);
        }
        assertThatThrownBy(() -> Wire.readAnswer(ByteBuffer.allocate(0))).hasMessage("unknown code -1");
    }

    @Test
    void everyTruncation_isRefused() {
        ByteBuffer whole = Wire.values(KEY, 1, 4, HEADER).nioBuffer();
        for (int length = 0; length < whole.remaining(); length++) {
            ByteBuffer cut = whole.slice(0, length);
            assertThatThrownBy(() -> {
                        Wire.readKind(cut);
                        Wire.readEnvelope(cut);
                        Wire.readHeader(cut);
                    })
                    .as("first %d bytes", length)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void everyChangedByte_isReadOrRefused_withoutLargeAllocations() {
        byte[] whole = new byte[Wire.values(KEY, 1, 4, HEADER).readableBytes()];
        for (int at = 0; at < whole.length; at++) {
            for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
                Wire.values(KEY, 1, 4, HEADER).readBytes(whole);
                whole[at] = (byte) value;
                ByteBuffer bytes = ByteBuffer.wrap(whole);
                try {
                    Wire.readKind(bytes);
                    Wire.readEnvelope(bytes);
                    assertThat(Wire.readHeader(bytes).notes()).hasSizeLessThanOrEqualTo(2);
                } catch (IllegalArgumentException refused) {
                    assertThat(refused).hasMessageMatching("(?s).+");
                }
            }
        }
    }

    @Test
    void otherPrograms_areRefused() {
        assertThatThrownBy(() -> Wire.readKind(ByteBuffer.wrap(new byte[] {9, 0})))
                .hasMessage("message of another program or version");
        assertThatThrownBy(() -> Wire.readKind(ByteBuffer.wrap(new byte[] {1, 4})))
                .hasMessage("unknown code 4");
    }

    @Test
    void longFaultMessage_isCut() {
        Fault fault = new Fault(Fault.Kind.NON_FINITE_LOSS, 0, 1, 2, "x".repeat(100_000));
        MessageHeader header =
                new MessageHeader(1, MessageHeader.Phase.CONTRIBUTION, 0, 0, List.of(new Note(0, 1, fault)));
        ByteBuffer bytes = Wire.values(KEY, 0, 1, header).nioBuffer();
        Wire.readKind(bytes);
        Wire.readEnvelope(bytes);

        Fault read = Wire.readHeader(bytes).notes().get(0).fault();

        assertThat(read).isNotNull();
        assertThat(read.message()).isEqualTo("x".repeat(4096));
    }
}
