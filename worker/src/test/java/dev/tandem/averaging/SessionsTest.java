package dev.tandem.averaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final SessionKey KEY = new SessionKey("run", 0, 0);

    private final Sessions sessions = new Sessions();
    private final List<Sessions.Answer> answers = new ArrayList<>();

    @Test
    void asker_isAnsweredWhenTheSessionOpens() {
        sessions.whenOpen(KEY, 1, answers::add);
        sessions.whenOpen(new SessionKey("run", 0, 1), 1, answers::add);
        Session session = open(1);
        assertThat(answers).containsExactly(Sessions.Answer.OPEN);

        sessions.whenOpen(KEY, 1, answers::add);
        session.close();
        sessions.whenOpen(KEY, 1, answers::add);

        assertThat(answers).containsExactly(Sessions.Answer.OPEN, Sessions.Answer.OPEN, Sessions.Answer.ENDED);
        assertThat(sessions.find(KEY, 1)).isNull();
    }

    @Test
    void tooManyAskers_areRefused() {
        for (int i = 0; i < 65_537; i++) {
            sessions.whenOpen(new SessionKey("ghost", i, 0), 0, answers::add);
        }

        assertThat(answers).containsExactly(Sessions.Answer.REFUSED);
    }

    @Test
    void sameTaskTwice_isRefused() {
        open(1);

        assertThatThrownBy(() -> open(1)).hasMessage("Task 1 is already open in run run segment 0 attempt 0");
    }

    @Test
    void deliveryToClosedSession_orFromNobody_isDropped() {
        MessageHeader header = new MessageHeader(0, MessageHeader.Phase.RESULT, 0, 1, List.of());
        Session session = open(0);

        assertThat(session.deliver(7, header)).isNull();
        assertThat(session.deliver(0, header)).isNull();
        assertThat(session.deliver(-1, header)).isNull();
        session.close();
        assertThat(session.deliver(1, header)).isNull();
    }

    private Session open(int rank) {
        Session session = sessions.local(KEY, rank, 2, () -> false);
        session.open((peer, header) -> null);
        return session;
    }
}
