import type { Words } from "../i18n/words";

/** Customers. */
const words = {
  customer: {
    title: ["客户", "客戶", "Customers"],
    search: ["搜索客户（/）", "搜尋客戶（/）", "Search customers (/)"],
    new: ["新建客户", "新增客戶", "New customer"],
    none: ["没有符合条件的客户", "沒有符合條件的客戶", "No customer fits"],
    contacts: ["联系人", "聯絡人", "Contacts"],
    sites: ["地点", "地點", "Sites"],
    assets: ["设备", "設備", "Machines"],
    orders: ["工单", "工單", "Work orders"],
    distance: ["距服务站 {{km}} 公里", "距服務站 {{km}} 公里", "{{km}} km from the depot"],
  },
} as const satisfies Words;

export default words;
