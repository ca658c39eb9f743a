import type { Words } from "../i18n/words";

/** Logging in. */
const words = {
  login: {
    again: [
      "登录已过期，请重新登录；正在填写的内容会保留",
      "登入已逾期，請重新登入；正在填寫的內容會保留",
      "Your session has ended. Log in again; what you were typing is kept",
    ],
    title: ["登录", "登入", "Log in"],
    subtitle: ["调度控制台", "調度主控台", "Dispatcher's console"],
    name: ["用户名", "使用者名稱", "User name"],
    nameNeeded: ["请输入用户名", "請輸入使用者名稱", "Enter your user name"],
    password: ["密码", "密碼", "Password"],
    passwordNeeded: ["请输入密码", "請輸入密碼", "Enter your password"],
    submit: ["登录", "登入", "Log in"],
    wrong: ["用户名或密码不正确。", "使用者名稱或密碼不正確。", "User name or password is wrong."],
  },
} as const satisfies Words;

export default words;
