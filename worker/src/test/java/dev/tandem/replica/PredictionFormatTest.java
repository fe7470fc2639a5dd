package dev.tandem.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.data.DataNotes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PredictionFormatTest {

    private static PredictionFormat format(List<String> classes, String mode, int top) {
        return PredictionFormat.of(new DataNotes(classes, Map.of("class_mode", mode)), "path", top);
    }

    @Test
    void classes_comeWithTheProbabilityOfEach() {
        PredictionFormat format = format(List.of("cat", "dog"), "categorical", 0);
        assertThat(format.header(2)).isEqualTo("path,class,probability_cat,probability_dog\n");
        assertThat(format.row("a.png", new float[] {0.25f, 0.75f})).isEqualTo("a.png,dog,0.25,0.75\n");
    }

    @Test
    void equalProbabilities_meanTheFirstClass() {
        assertThat(format(List.of("a", "b", "c"), "categorical", 0).row("x", new float[] {0.25f, 0.375f, 0.375f}))
                .startsWith("x,b,");
    }

    @Test
    void top_hasTheMostProbableClassesInTheirOrder() {
        PredictionFormat format = format(List.of("a", "b", "c"), "categorical", 2);
        assertThat(format.header(3)).isEqualTo("path,class_1,probability_1,class_2,probability_2\n");
        assertThat(format.row("x", new float[] {0.125f, 0.5f, 0.375f})).isEqualTo("x,b,0.5,c,0.375\n");
    }

    @Test
    void top_isNoMoreThanThereAre() {
        PredictionFormat format = format(List.of("a", "b"), "categorical", 5);
        assertThat(format.header(2)).isEqualTo("path,class_1,probability_1,class_2,probability_2\n");
        assertThat(format.row("x", new float[] {1, 0})).isEqualTo("x,a,1.0,b,0.0\n");
    }

    @Test
    void oneOutput_tellsTwoClassesApart() {
        PredictionFormat format = format(List.of("no", "yes"), "binary", 0);
        assertThat(format.header(1)).isEqualTo("path,class,probability_no,probability_yes\n");
        assertThat(format.row("x", new float[] {0.75f})).isEqualTo("x,yes,0.25,0.75\n");
        assertThat(format.row("x", new float[] {0.25f})).isEqualTo("x,no,0.75,0.25\n");
    }

    @Test
    void severalLabels_areAllThatAreLikely() {
        PredictionFormat format = format(List.of("a", "b", "c"), "multi_label", 0);
        assertThat(format.header(3)).isEqualTo("path,classes,probability_a,probability_b,probability_c\n");
        assertThat(format.row("x", new float[] {0.75f, 0.5f, 1})).isEqualTo("x,a|c,0.75,0.5,1.0\n");
    }

    @Test
    void outputsWithoutNames_areNumbered() {
        PredictionFormat format = PredictionFormat.of(DataNotes.NONE, "row", 0);
        assertThat(format.header(2)).isEqualTo("row,output_0,output_1\n");
        assertThat(format.row("0", new float[] {-1, 1e-9f})).isEqualTo("0,-1.0,1.0E-9\n");
        PredictionFormat top = PredictionFormat.of(DataNotes.NONE, "row", 1);
        assertThat(top.row("0", new float[] {-1, 2})).isEqualTo("0,1,2.0\n");
    }

    @Test
    void otherOutputsThanClasses_areNumbered() {
        assertThat(format(List.of("a", "b"), "categorical", 0).header(3))
                .isEqualTo("path,output_0,output_1,output_2\n");
    }

    @Test
    void namesWithCommasOrQuotes_areQuoted() {
        PredictionFormat format = format(List.of("a,b", "c"), "categorical", 0);
        assertThat(format.header(2)).isEqualTo("path,class,\"probability_a,b\",probability_c\n");
        assertThat(format.row("say \"x\".png", new float[] {1, 0}))
                .isEqualTo("\"say \"\"x\"\".png\",\"a,b\",1.0,0.0\n");
    }
}
