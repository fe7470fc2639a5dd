package dev.tandem.config;

import static dev.tandem.config.Jobs.LEAST;
import static dev.tandem.config.Jobs.mistakes;
import static dev.tandem.config.Jobs.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverridesTest {

    @Test
    void dottedKey_changesOneValue() {
        JobFile job = read(LEAST + "fit: {epochs: 5, replicas: 2}\n", "fit.epochs=7");
        assertThat(job.fit().epochs()).isEqualTo(7);
        assertThat(job.fit().replicas()).isEqualTo(2);
    }

    @Test
    void dottedKey_makesMissingSections() {
        assertThat(read(LEAST, "fit.epochs=7").fit().epochs()).isEqualTo(7);
    }

    @Test
    void section_isReplacedAsAWhole() {
        JobFile job = read(LEAST + "fit: {epochs: 5, replicas: 2}\n", "fit={epochs: 3}");
        assertThat(job.fit().epochs()).isEqualTo(3);
        assertThat(job.fit().replicas()).isEqualTo(1);
    }

    @Test
    void emptyValue_removes() {
        assertThat(read(LEAST + "callbacks: [TerminateOnNaN]\n", "callbacks=").callbacks())
                .isEmpty();
    }

    @Test
    void listItem_byNumberInBracketsOrAfterADot() {
        String text = LEAST + "callbacks: [{A: {x: 1}}, {B: {x: 1}}]\n";
        for (String key : List.of("callbacks[1].B.x", "callbacks.1.B.x")) {
            assertThat(read(text, key + "=2").callbacks().get(1).options()).isEqualTo(Map.of("x", 2));
        }
        assertThat(read(text, "callbacks[0]=C").callbacks().get(0).name()).isEqualTo("C");
    }

    @Test
    void laterSetting_wins() {
        assertThat(read(LEAST, "fit.epochs=7", "fit.epochs=8").fit().epochs()).isEqualTo(8);
        assertThat(read(LEAST, "fit.epochs=7", "fit={epochs: 3}").fit().epochs())
                .isEqualTo(3);
        assertThat(read(LEAST, "fit.epochs=7", "fit={epochs: 3}", "fit.epochs=9")
                        .fit()
                        .epochs())
                .isEqualTo(9);
    }

    @Test
    void value_mayHoldEqualsSigns() {
        assertThat(read(LEAST, "run.directory=a=b").run().directory()).isEqualTo("a=b");
    }

    @Test
    void nameOfSection_isAVariableToo() {
        assertThat(read(LEAST + "run: {directory: /r/${name}}\n", "name=mine")
                        .run()
                        .directory())
                .isEqualTo("/r/mine");
    }

    @Test
    void settingWithoutEquals_isReported() {
        assertThat(mistakes(LEAST, "fit.epochs")).containsExactly("'fit.epochs' must have the form key=value (--set)");
        assertThat(mistakes(LEAST, "=5")).containsExactly("'=5' must have the form key=value (--set)");
    }

    @Test
    void unknownSection_isReported() {
        assertThat(mistakes(LEAST, "fti.epochs=3"))
                .containsExactly(
                        "fti.epochs: unknown key, and the file has no ${fti.epochs}: did you mean 'fit'? (--set)");
    }

    @Test
    void unknownKey_isReported() {
        assertThat(mistakes(LEAST, "fit.epoch=3"))
                .containsExactly("fit.epoch: unknown key: did you mean 'epochs'? (--set)");
    }

    @Test
    void missingListItem_isReported() {
        assertThat(mistakes(LEAST, "callbacks[0].X.y=3"))
                .containsExactly("callbacks[0].X.y: cannot be set: there is no [0] on the way to it (--set)");
        assertThat(mistakes(LEAST + "callbacks: [A]\n", "callbacks[1]=B"))
                .containsExactly("callbacks[1]: cannot be set: there is no [1] on the way to it (--set)");
    }

    @Test
    void valueBelowAScalar_isReported() {
        assertThat(mistakes(LEAST, "name.x.y=3"))
                .containsExactly("name.x.y: cannot be set: there is no x on the way to it (--set)");
    }

    @Test
    void brokenYaml_isReported() {
        assertThat(mistakes(LEAST, "fit={epochs: 3").toString())
                .contains("fit: is not valid YAML: ")
                .contains("(--set)");
    }
}
