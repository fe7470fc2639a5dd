package dev.tandem.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    private static final List<String> KNOWN = List.of("epochs", "replicas", "average_every", "idx");

    @Test
    void typos_areFound() {
        assertThat(Nearest.to("epoch", KNOWN)).contains("epochs");
        assertThat(Nearest.to("epcohs", KNOWN)).contains("epochs");
        assertThat(Nearest.to("repplicas", KNOWN)).contains("replicas");
        assertThat(Nearest.to("averageEvery", KNOWN)).contains("average_every");
        assertThat(Nearest.to("ixd", KNOWN)).contains("idx");
        assertThat(Nearest.to("IDX", KNOWN)).contains("idx");
        assertThat(Nearest.hint("epoch", KNOWN)).isEqualTo(" Did you mean epochs?");
    }

    @Test
    void strangers_areNot() {
        assertThat(Nearest.to("colour", KNOWN)).isEmpty();
        assertThat(Nearest.to("abc", KNOWN)).isEmpty();
        assertThat(Nearest.hint("colour", KNOWN)).isEmpty();
    }
}
