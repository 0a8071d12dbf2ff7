// Fills in a form with JavaRosa, the engine of ODK Collect: every question of every kind, one repetition; prints the instance.
// Run by test_engine.py: java -cp ODK_Validate.jar Fill.java form.xml

import java.io.FileInputStream;
import java.io.PrintStream;
import java.util.Date;
import java.util.List;
import org.javarosa.core.model.Constants;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.CoreModelModule;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.data.*;
import org.javarosa.core.model.data.helper.Selection;
import org.javarosa.core.services.PrototypeManager;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.form.api.*;
import org.javarosa.model.xform.XFormSerializingVisitor;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;

public class Fill {
    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(System.err);
        PrototypeManager.registerPrototypes(JavaRosaCoreModule.classNames);
        PrototypeManager.registerPrototypes(CoreModelModule.classNames);
        new XFormsModule().registerModule();
        FormDef form = XFormUtils.getFormFromInputStream(new FileInputStream(args[0]));
        FormEntryController walk = new FormEntryController(new FormEntryModel(form));
        form.initialize(true, new org.javarosa.core.model.instance.InstanceInitializationFactory());
        boolean repeated = false;
        for (int event = walk.stepToNextEvent(); event != FormEntryController.EVENT_END_OF_FORM; event = walk.stepToNextEvent()) {
            if (event == FormEntryController.EVENT_PROMPT_NEW_REPEAT && !repeated) {
                walk.newRepeat();
                repeated = true;
            } else if (event == FormEntryController.EVENT_QUESTION) {
                FormEntryPrompt prompt = walk.getModel().getQuestionPrompt();
                if (!prompt.isReadOnly() && walk.answerQuestion(answer(prompt), true) != FormEntryController.ANSWER_OK) {
                    throw new IllegalStateException(prompt.getQuestionText());
                }
            }
        }
        form.postProcessInstance();
        out.write(new XFormSerializingVisitor().serializeInstance(form.getInstance()));
        out.flush();
    }

    static IAnswerData answer(FormEntryPrompt prompt) {
        List<SelectChoice> choices = prompt.getSelectChoices();
        switch (prompt.getControlType()) {
            case Constants.CONTROL_SELECT_ONE:
                return new SelectOneData(new Selection(choices.get(0)));
            case Constants.CONTROL_SELECT_MULTI:
                return new MultipleItemsData(List.of(new Selection(choices.get(0)), new Selection(choices.get(1))));
        }
        switch (prompt.getDataType()) {
            case Constants.DATATYPE_INTEGER: return new IntegerData(2);
            case Constants.DATATYPE_DECIMAL: return new DecimalData(1.5);
            case Constants.DATATYPE_DATE: return new DateData(new Date(1795363200000L));
            case Constants.DATATYPE_GEOPOINT: return new GeoPointData(new double[] {34.58, 105.72, 1100, 5});
            case Constants.DATATYPE_BINARY: return new StringData("a.jpg");
            default: return new StringData("烟道要清");
        }
    }
}
